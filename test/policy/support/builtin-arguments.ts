import type { Json } from '@legate/core';
import fc from 'fast-check';

export const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'ab',
    'abab',
    'aab',
    'x=1&y=2&x=3',
    'a b+c',
    'ä€😀',
    'a"b\\c\n',
    '%41%zz',
    '%C3%A4',
    '😀a😀',
  ),
  fc.string({
    unit: fc.constantFrom('a', 'b', '.', ' ', '/', '%', '&', '=', '+', 'é', '😀', '<', '1', '0'),
    maxLength: 8,
  }),
);
export const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 1.5, -0.25, 1e6, 1e21, 1e-7, 0.1, 123456789.5, 255, 2 ** 53, 1e300),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
);
export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
})).value;
export const pattern = fc.constantFrom(
  ...[
    'a',
    'a*',
    'b+',
    '(a)(b)?',
    '(?P<x>a)b',
    '[ab]',
    '',
    '^',
    '$',
    'a|b',
    '.',
    '\\s',
    '(',
    '[',
    '(?i)A',
    '\\bb',
    'é',
    '\\pL',
  ],
);
export const expansion = fc.constantFrom(
  '',
  'x',
  '$1',
  '${1}x',
  '$1x',
  '${x}',
  '$$',
  '$0-$9',
  '${',
  '$',
);
export const format = fc.constantFrom(
  ...[
    '%s',
    '%v',
    '%d',
    '%5d|',
    '%-5s|',
    '%05d',
    '%x',
    '%X',
    '%q',
    '%+d',
    '%.2f',
    '%8.3f|',
    '%e',
    '%g',
    '%t',
    '%T',
    '%c',
  ],
  ...[
    '%%',
    '%',
    '%!',
    '%[2]v %[1]v',
    '%*d',
    '%6.2s|',
    '%o',
    '%b',
    '%U',
    '% d',
    '%z',
    '%v %v',
    '%#x',
    'é%s',
    '%+q',
    '%O',
    '%.3g',
    '%G',
  ],
);
export const ip = fc.constantFrom(
  ...[
    '10.0.0.0/8',
    '10.1.2.3',
    '10.1.2.3/32',
    '192.168.1.0/24',
    '192.168.0.0/24',
    '0.0.0.0/0',
    '10.0.0.0/33',
    '01.0.0.0/8',
  ],
  ...[
    'fe80::/64',
    'fe80::1/128',
    'fe80::1%eth0',
    '::ffff:10.0.0.0/104',
    '::/0',
    'x',
    '',
    '172.16.0.4/30',
    '2001:DB8::/126',
    '1::2:0:0:3/127',
  ],
);
export const version = fc.constantFrom(
  ...[
    '1.0.0',
    '1.0',
    '2.10.3',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.11',
    '1.0.0-beta.2',
    '1.0.0+b1',
  ],
  ...[
    '01.0.0',
    '1.0.0-01',
    '1.0.0-',
    'v1.0.0',
    '',
    '1.0.0-rc.1+x.y',
    '1.0.0+',
    '99999999999999999999.0.0',
    '1.0.0-a_b',
  ],
);
export const units = fc.constantFrom(
  ...[
    '1',
    '1.5',
    '10K',
    '10k',
    '10Ki',
    '1.1Mi',
    '5m',
    '5M',
    '3GB',
    '3gib',
    '2e3',
    '2e3k',
    '-4M',
    '1e',
    '1E',
    'K',
    '',
    '1 K',
    '.5G',
  ],
  ...[
    '1.2.3',
    '0.1ei',
    '1.0000000001',
    '"7"',
    '1e5x',
    '+3',
    '7b',
    '7B',
    '0.3333333333333333M',
    '9P',
    '1.99999b',
    '1e-3k',
    '100TiB',
  ],
);
export const time = fc.oneof(
  fc.constantFrom(
    0,
    1_582_977_600_000_000_000,
    -1,
    1_700_000_000_123_456_800,
    1e18,
    1.5,
    1e30,
    -9e18,
  ),
  fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }).map((second) => second * 1e9),
);
export const zone = fc.constantFrom(
  '',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Nowhere/X',
  'Australia/Lord_Howe',
);
export const layout = fc.constantFrom(
  ...[
    'RFC3339',
    'RFC3339Nano',
    'ANSIC',
    'RFC1123Z',
    'RubyDate',
    'RFC822Z',
    '2006-01-02',
    '02/01/06 03:04:05.000 PM',
    '15h04',
  ],
  ...[
    'Monday, 2 January 2006',
    '2006-002',
    '_2 Jan',
    '15:04:05.999999',
    'Z0700 -07',
    '20060102150405',
    'x',
    '',
    '3:4:5pm',
    '__2',
  ],
);
export const moment = fc.oneof(
  time,
  fc.tuple(time, zone),
  fc.tuple(time, zone, layout),
) as fc.Arbitrary<Json>;
export const date = fc.constantFrom(
  ...[
    '2020-02-29T12:00:00Z',
    '2020-02-30T12:00:00Z',
    '2020-02-29T12:00:00.5+02:00',
    '2020-02-29T12:00:00,25Z',
    '2020-2-9T1:2:3Z',
  ],
  ...[
    '2023-11-05',
    'Mon, 02 Jan 2006 15:04:05 +0100',
    '02/01/06 03:04:05.000 PM',
    '20060102150405',
    '',
    'x',
    '9999-12-31T23:59:59Z',
  ],
  ...[
    '2020-02-29T24:00:00Z',
    '2020-02-29T12:00:60Z',
    'Monday, 2 January 2006',
    '2024-060',
    '2020-02-29t12:00:00z',
    '12:30:15.5',
  ],
);
export const duration = fc.constantFrom(
  '1h',
  '1h30m',
  '-1.5h',
  '1',
  '0',
  '',
  '1ms2us3ns',
  '.5s',
  '1µs',
  '1.s',
  '+3m',
  '-',
  '1x',
  '300000h',
  '9999999h',
);
export const uuid = fc.constantFrom(
  ...[
    '00000000-0000-0000-0000-000000000000',
    '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '{6ba7b810-9dad-41d1-80b4-00c04fd430c8}',
  ],
  ...[
    'urn:uuid:6ba7b810-9dad-51d1-c0b4-00c04fd430c8',
    '6ba7b8109dad21d1e0b400c04fd430c8',
    '000003e8-48b9-21ee-b200-325096b39f47',
    'x',
    '',
  ],
);
export const hex = fc.constantFrom('', '61', '6162', '6', 'zz', 'C3A4', 'c3a4', '00');
/** Without circles: OPA 1.4.2 walks some twice, which later versions do not. */
export const graph = fc.record(
  {
    a: fc.uniqueArray(fc.constantFrom('b', 'c', 'd'), { maxLength: 3 }),
    b: fc.uniqueArray(fc.constantFrom('c', 'd'), { maxLength: 2 }),
    c: fc.constantFrom<Json>([], null),
  },
  { requiredKeys: [] },
);
export const tree = fc.constantFrom<Json>({ a: [1, { b: null }], c: 'x' }, [1, 2, 3], {}, 'x', {
  a: { b: { c: 1 } },
});
export const operation = fc
  .record({
    op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'x'),
    path: fc.constantFrom<Json>(
      '/a',
      '/a/1',
      'a/-',
      '/c',
      '',
      '/a/b',
      ['a', 'b'],
      '/a/1/b',
      '/0',
      '/3',
      '/x~1y',
      '/a/01',
    ),
    from: fc.constantFrom('/a', '/c', '/a/0', '/x'),
    value: value,
  })
  // OPA 1.4.2 panics when nothing is left.
  .filter(({ op, path }) => !(op === 'remove' && path === '')) as fc.Arbitrary<Json>;
export const options = fc.constantFrom<Json>(
  {},
  { pretty: true },
  { indent: ' ' },
  { prefix: '#', pretty: true },
  { pretty: false, indent: ' ' },
  { x: 1 },
  { pretty: 1 },
);
export const texts = fc.oneof(text, fc.array(text, { maxLength: 3 })) as fc.Arbitrary<Json>;
export const small = fc.integer({ min: -20, max: 20 });
