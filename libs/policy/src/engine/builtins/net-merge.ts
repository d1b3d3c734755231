import { BuiltinError } from './builtin-error.js';
import { mapped, parseAddress, writeAddress } from './ip-address.js';
import { lastOf, requireNetwork } from './network.js';

/** Addresses from `first` to `last`, among those of IPv6; `name` while it is one network as it was given. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly name?: string;
}

const IPV4_START = 0xffffn << 32n;
const IPV4_END = IPV4_START | 0xffffffffn;

/** The fewest networks that hold the same addresses, as OPA merges them. */
export function mergeNetworks(values: readonly string[]): string[] {
  const ranges = values
    .map(toRange)
    .sort((a, b) => order(a.last, b.last) || order(a.first, b.first));
  const merged: Range[] = [];
  let current = ranges.pop();
  for (let before = ranges.pop(); before !== undefined; before = ranges.pop()) {
    if (current !== undefined && previous(current.first) <= before.last) {
      const { first, last }: Range = current;
      current = { first: first < before.first ? first : before.first, last };
    } else if (current !== undefined) {
      merged.push(current);
      current = before;
    }
  }
  return [...merged, ...(current === undefined ? [] : [current])].flatMap(
    ({ first, last, name }) => (name === undefined ? networksOf(first, last) : [name]),
  );
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

/** OPA gives an address that stands alone the mask of its class. */
function toRange(value: string): Range {
  const address = parseAddress(value);
  if (address === undefined) {
    const network = requireNetwork(value);
    if (network.first.bits === 32 && value.includes(':')) {
      throw new Error("net.cidr_merge of IPv4 in IPv6's form is not provided");
    }
    const name = `${writeAddress(network.first)}/${network.prefix}`;
    return { first: mapped(network.first), last: lastOf(network), name };
  }
  if (address.bits === 128) {
    throw new BuiltinError('IPv6 invalid: needs prefix length');
  }
  const top = address.value >> 24n;
  const prefix = top < 128n ? 8 : top < 192n ? 16 : 24;
  const hostBits = BigInt(32 - prefix);
  const first = { bits: 32, value: (address.value >> hostBits) << hostBits } as const;
  const name = `${writeAddress(address)}/${prefix}`;
  return { first: mapped(first), last: lastOf({ first, prefix }), name };
}

function previous(address: bigint): bigint {
  return address === 0n || address === IPV4_START ? address : address - 1n;
}

function networksOf(first: bigint, last: bigint): string[] {
  const isV4 = first >= IPV4_START && last <= IPV4_END;
  const found: string[] = [];
  for (let start = first; start <= last;) {
    let hostBits = 0n;
    while (fits(start, hostBits + 1n, last) && hostBits < (isV4 ? 32n : 128n)) {
      hostBits += 1n;
    }
    const address = isV4
      ? ({ bits: 32, value: start & 0xffffffffn } as const)
      : ({ bits: 128, value: start } as const);
    found.push(`${writeAddress(address)}/${address.bits - Number(hostBits)}`);
    start += 1n << hostBits;
  }
  return found;
}

/** Whether a network with so many free bits may start here and does not lead beyond the last address. */
function fits(start: bigint, hostBits: bigint, last: bigint): boolean {
  const size = 1n << hostBits;
  return start % size === 0n && start + size - 1n <= last;
}
