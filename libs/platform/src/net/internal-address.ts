import { BlockList, isIP } from 'node:net';

type Family = 'ipv4' | 'ipv6';

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast. */
const INTERNAL_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** https://www.iana.org/assignments/iana-ipv6-special-registry, what maps to IPv4, and multicast. */
const INTERNAL_IPV6 = [
  ...['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23'],
  ...['2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10'],
  ...['fec0::/10', 'ff00::/8'],
];

// A list each: one that has both would take an IPv4 address for the IPv6 one that maps it.
const internal = { ipv4: listOf(INTERNAL_IPV4, 'ipv4'), ipv6: listOf(INTERNAL_IPV6, 'ipv6') };
const loopback = { ipv4: listOf(['127.0.0.0/8'], 'ipv4'), ipv6: listOf(['::1/128'], 'ipv6') };

function listOf(ranges: readonly string[], family: Family): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** Whether an address is of no host on the public Internet; what is no address counts as one. */
export function isInternalAddress(address: string): boolean {
  return isIn(internal, address) ?? true;
}

export function isLoopbackAddress(address: string): boolean {
  return isIn(loopback, address) ?? false;
}

function isIn(lists: Readonly<Record<Family, BlockList>>, address: string): boolean | null {
  const family = isIP(address);
  const name = family === 4 ? 'ipv4' : 'ipv6';
  return family === 0 ? null : lists[name].check(address, name);
}
