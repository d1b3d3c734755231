import { lookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * A look-up of names for a connection that must not lead everywhere: the addresses checked are those connected to, so
 * that a name cannot have another one by then (DNS rebinding).
 */
export function checkedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const refused = findRefused(hostname, addresses, isAllowed);
      const [first] = addresses;
      if (refused !== null || first === undefined) {
        callback(refused ?? new Error(`${hostname} has no address`), '', 0);
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

function findRefused(
  hostname: string,
  addresses: readonly LookupAddress[],
  isAllowed: (address: string) => boolean,
): Error | null {
  return addresses.every(({ address }) => isAllowed(address))
    ? null
    : new Error(`${hostname} has an internal address`);
}
