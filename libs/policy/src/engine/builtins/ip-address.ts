import { isIPv4, isIPv6 } from 'node:net';

/** An address of 32 bits, or of 128. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** What IPv4 addresses are among those of IPv6. */
const MAPPED = 0xffffn << 32n;

/** As Go reads an address: no zone, no zeros before a number; an IPv4 address in IPv6's form is one of IPv4. */
export function parseAddress(text: string): IpAddress | undefined {
  const address = parsePlain(text);
  return address && unmapped(address);
}

/** The address as it stands. */
export function parsePlain(text: string): IpAddress | undefined {
  if (isIPv4(text)) {
    return { bits: 32, value: fromDotted(text) };
  }
  return isIPv6(text) && !text.includes('%') ? { bits: 128, value: fromColons(text) } : undefined;
}

export function unmapped(address: IpAddress): IpAddress {
  return address.bits === 128 && address.value >> 32n === MAPPED >> 32n
    ? { bits: 32, value: address.value & 0xffffffffn }
    : address;
}

/** The address among those of IPv6. */
export function mapped({ bits, value }: IpAddress): bigint {
  return bits === 32 ? MAPPED | value : value;
}

/** As Go writes it: RFC 5952. */
export function writeAddress(address: IpAddress): string {
  const { bits, value } = unmapped(address);
  if (bits === 32) {
    return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
  }
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const zeros = [
    ...groups
      .map((group) => (group === '0' ? 'z' : '-'))
      .join('')
      .matchAll(/z{2,}/gu),
  ];
  const longest = zeros.reduce<RegExpMatchArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest?.index === undefined) {
    return groups.join(':');
  }
  const [before, after] = [
    groups.slice(0, longest.index),
    groups.slice(longest.index + longest[0].length),
  ];
  return `${before.join(':')}::${after.join(':')}`;
}

function fromDotted(text: string): bigint {
  return text.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function fromColons(text: string): bigint {
  const dotted = /[\d.]+$/u.exec(text)?.[0];
  let plain = text;
  if (dotted?.includes('.') === true) {
    const value = fromDotted(dotted);
    plain =
      text.slice(0, -dotted.length) +
      `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  }
  const [before = '', after] = plain.split('::');
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')];
  const missing = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: missing }, () => '0'), ...tail].reduce(
    (value, group) => (value << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
