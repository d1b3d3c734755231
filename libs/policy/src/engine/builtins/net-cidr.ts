import { BuiltinError, BuiltinLimitError, MAX_ITEMS } from './builtin-error.js';
import { mapped, parseAddress, writeAddress } from './ip-address.js';
import { mergeNetworks } from './net-merge.js';
import { lastOf, parseNetwork, requireNetwork, type Network } from './network.js';
import { items, text, type BuiltinFamily } from './operands.js';
import { isArray, RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

export const NET_CIDR: BuiltinFamily = {
  'net.cidr_contains_matches': (a, b) => {
    const networks = matchable(a);
    const others = networks.length === 0 ? [] : matchable(b);
    if (networks.length * others.length > MAX_ITEMS) {
      throw new BuiltinLimitError('net.cidr_contains_matches would compare too much');
    }
    return new RegoSet(
      networks.flatMap(([network, x]) =>
        others.filter(([other]) => contains(text(network), text(other))).map(([, y]) => [x, y]),
      ),
    );
  },
  'net.cidr_expand': (value) => new RegoSet(expand(requireNetwork(text(value)))),
  'net.cidr_is_valid': (value) => typeof value === 'string' && parseNetwork(value) !== undefined,
  'net.cidr_merge': (value) => new RegoSet(mergeNetworks(items(value).map(text))),
};

function contains(network: string, other: string): boolean {
  const outer = requireNetwork(network);
  const address = parseAddress(other);
  const inner =
    address === undefined ? requireNetwork(other) : { first: address, prefix: address.bits };
  return (
    outer.first.bits === inner.first.bits &&
    mapped(inner.first) >= mapped(outer.first) &&
    lastOf(inner) <= lastOf(outer)
  );
}

/** Networks with what names each in the answer: itself, its index or its key. */
function matchable(value: RegoValue | undefined): readonly (readonly [RegoValue, RegoValue])[] {
  if (typeof value === 'string') {
    return [[value, value]];
  }
  if (isArray(value)) {
    return value.map((each, index) => [networkIn(each), RegoNumber.of(index)]);
  }
  if (value instanceof RegoObject) {
    return value.entries.map(([key, each]) => [networkIn(each), key]);
  }
  return value instanceof RegoSet ? value.items.map((each) => [networkIn(each), each]) : [];
}

function networkIn(value: RegoValue): RegoValue {
  const [first] = isArray(value) ? value : [value];
  if (first === undefined || (!isArray(value) && typeof value !== 'string')) {
    throw new BuiltinError('element must be string or non-empty array');
  }
  return first;
}

function expand({ first, prefix }: Network): string[] {
  const length = 2n ** BigInt(first.bits - prefix);
  if (length > BigInt(MAX_ITEMS)) {
    throw new BuiltinLimitError('net.cidr_expand would answer too much');
  }
  return Array.from({ length: Number(length) }, (_, index) =>
    writeAddress({ ...first, value: first.value + BigInt(index) }),
  );
}
