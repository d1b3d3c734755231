import { BuiltinError } from './builtin-error.js';
import { mapped, parsePlain, unmapped, type IpAddress } from './ip-address.js';

/** A network: its first address and how many bits every address of it shares. */
export interface Network {
  readonly first: IpAddress;
  readonly prefix: number;
}

/** As Go's `net.ParseCIDR`; bits after the prefix are dropped. */
export function parseNetwork(value: string): Network | undefined {
  const [, before = '', length = ''] = /^([^/]*)\/(\d{1,3})$/u.exec(value) ?? [];
  const address = parsePlain(before);
  if (address === undefined || /^0\d/u.test(length) || Number(length) > address.bits) {
    return undefined;
  }
  const hostBits = BigInt(address.bits - Number(length));
  const first = unmapped({ ...address, value: (address.value >> hostBits) << hostBits });
  return { first, prefix: first.bits - Number(hostBits) };
}

export function requireNetwork(value: string): Network {
  const network = parseNetwork(value);
  if (network === undefined || network.prefix < 0) {
    throw new BuiltinError('invalid CIDR address');
  }
  return network;
}

/** The last address of a network, among those of IPv6. */
export function lastOf({ first, prefix }: Network): bigint {
  return mapped(first) | ((1n << BigInt(first.bits - prefix)) - 1n);
}
