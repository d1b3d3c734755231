import { get as getHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { checkedLookup, isInternalAddress, isLoopbackAddress } from '@legate/platform';
import type { TokenSettings } from './token-settings.js';

const MAX_BYTES = 256 * 1024;
const DEADLINE_MS = 5000;

/**
 * Fetches a JSON document within bounds of time and size: over https, following no redirect, and not from internal
 * addresses (RFC 8725 section 3.10) but where the settings allow it. The addresses checked are those connected to.
 *
 * @throws Error
 */
export async function fetchJson(uri: string, settings: TokenSettings): Promise<unknown> {
  const url = new URL(uri);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAllowed = addressRule(url, host, settings);
  if (isIP(host) !== 0 && !isAllowed(host)) {
    throw new Error(`${host} is an internal address`);
  }
  const response = await open(url, settings, checkedLookup(isAllowed));
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`${url.host} answers ${String(response.statusCode)}`);
  }
  return JSON.parse(await readAll(response)) as unknown;
}

/** @throws Error for a scheme that is not allowed */
function addressRule(
  { protocol }: URL,
  host: string,
  { allowLoopbackHttp, internalHosts }: TokenSettings,
): (address: string) => boolean {
  if (protocol === 'http:' && allowLoopbackHttp) {
    return isLoopbackAddress;
  }
  if (protocol !== 'https:') {
    throw new Error('keys are fetched over https only');
  }
  return internalHosts.includes(host) ? () => true : (address) => !isInternalAddress(address);
}

async function open(
  url: URL,
  { authorities }: TokenSettings,
  checked: LookupFunction,
): Promise<IncomingMessage> {
  const options = {
    lookup: checked,
    // No connection of anybody else's, and none is kept.
    agent: false,
    signal: AbortSignal.timeout(DEADLINE_MS),
    headers: { accept: 'application/json, application/jwk-set+json' },
    ...(authorities !== null && { ca: [...rootCertificates, authorities] }),
  } as const;
  return await new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    get(url, options, resolve).on('error', reject);
  });
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) {
      throw new Error(`the answer is larger than ${MAX_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
