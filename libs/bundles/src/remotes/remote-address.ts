import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isInternalAddress } from '@legate/platform';
import { RemoteError } from './remote-error.js';
import type { RemoteSettings } from './remote-settings.js';

type Rules = Pick<RemoteSettings, 'internalHosts' | 'httpHosts'>;

/** The host as it is named in settings: an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/**
 * Whether an address may be connected to for this URL. Bundles come over https from public addresses; the settings
 * name the hosts that are excepted.
 * @throws RemoteError `bundle_remote.address_refused` for the URL itself
 */
export function addressRule(url: URL, rules: Rules): (address: string) => boolean {
  const host = hostOf(url);
  const isPlain = url.protocol === 'http:';
  if (isPlain ? !rules.httpHosts.includes(host) : url.protocol !== 'https:') {
    throw refused(`${host} may be asked over https only`);
  }
  const isAllowed = rules.internalHosts.includes(host)
    ? () => true
    : (address: string) => !isInternalAddress(address);
  if (isIP(host) !== 0 && !isAllowed(host)) {
    throw refused(`${host} is an internal address`);
  }
  return isAllowed;
}

/**
 * The addresses of a URL's host, all of them allowed, for a program that would look them up itself.
 * @throws RemoteError `bundle_remote.address_refused`, `bundle_remote.fetch_failed` when there is none
 */
export async function allowedAddresses(url: URL, rules: Rules): Promise<readonly string[]> {
  const isAllowed = addressRule(url, rules);
  const host = hostOf(url);
  if (isIP(host) !== 0) {
    return [host];
  }
  let addresses: readonly string[];
  try {
    addresses = (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new RemoteError('bundle_remote.fetch_failed', `${host} has no address`, { cause });
  }
  if (!addresses.every(isAllowed)) {
    throw refused(`${host} has an internal address`);
  }
  return addresses;
}

function refused(message: string): RemoteError {
  return new RemoteError('bundle_remote.address_refused', message);
}
