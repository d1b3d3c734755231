import { PERMITTED } from './hostile-request.js';

/** Bytes as no client library would send them; one answer is due, with this status, and the connection ends. */
export interface RawHostileRequest {
  readonly name: string;
  readonly bytes: (key: string) => string;
  readonly status: number;
}

const BODY = JSON.stringify(PERMITTED);
const LENGTH = Buffer.byteLength(BODY);
const LINE = 'POST /access/v1/evaluation HTTP/1.1';

const head = (key: string, line = LINE): readonly string[] => [
  ...[line, 'Host: legate', `Authorization: Bearer ${key}`, 'Content-Type: application/json'],
];

/** A whole permitted question, for a server that takes it for a request of its own. */
const smuggled = (key: string): string =>
  [...head(key), 'Connection: close', `Content-Length: ${LENGTH}`, '', BODY].join('\r\n');

function raw(
  name: string,
  status: number,
  more: readonly string[],
  body: (key: string) => string = () => BODY,
): RawHostileRequest {
  const bytes = (key: string): string => [...head(key), ...more, '', body(key)].join('\r\n');
  return { name, bytes, status };
}

const CHUNKED = `${LENGTH.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
const hidden = (key: string): string => `0\r\n\r\n${smuggled(key)}`;

/** Where another reader of paths could see another tenant, or another route. */
const TARGETS: readonly (readonly [string, number])[] = [
  ['access/v1/evaluation', 400],
  ['\\access\\v1\\evaluation', 400],
  ['?/t/default/access/v1/evaluation', 400],
  ['/t/default?/access/v1/evaluation', 404],
  ['/t/default#/access/v1/evaluation', 403],
  ['/t/beta/access/v1/evaluation?/t/default/access/v1/evaluation', 403],
  ['/t/beta/access/v1/evaluation#/t/default', 403],
  ['http://legate/t/beta/access/v1/evaluation', 404],
  ['/access;x/v1/evaluation', 404],
  ['*', 404],
];

export const RAW_REQUESTS: readonly RawHostileRequest[] = [
  raw('two lengths that differ', 400, [`Content-Length: ${LENGTH}`, 'Content-Length: 0'], smuggled),
  raw('two lengths that are one', 400, [`Content-Length: ${LENGTH}`, `Content-Length: ${LENGTH}`]),
  raw('two lengths in one header', 400, [`Content-Length: ${LENGTH}, ${LENGTH}`]),
  raw('a length and chunks', 400, ['Content-Length: 5', 'Transfer-Encoding: chunked'], hidden),
  raw('chunks and a length', 400, ['Transfer-Encoding: chunked', 'Content-Length: 5'], hidden),
  raw('chunks in a disguise', 400, ['Transfer-Encoding: xchunked', 'Content-Length: 0'], smuggled),
  raw('chunks, then identity', 400, ['Transfer-Encoding: chunked, identity'], hidden),
  raw('chunks behind a space before the colon', 400, ['Transfer-Encoding : chunked'], hidden),
  raw('chunks behind a tab', 400, ['\tTransfer-Encoding: chunked', 'Content-Length: 5'], hidden),
  raw('a negative length', 400, ['Content-Length: -1']),
  raw('a length with a sign', 400, [`Content-Length: +${LENGTH}`]),
  raw('a hexadecimal length', 400, ['Content-Length: 0x10']),
  raw('a length that no number holds', 400, [`Content-Length: ${'9'.repeat(40)}`]),
  raw('a length that is text', 400, ['Content-Length: many']),
  raw('a chunk of no size', 400, ['Transfer-Encoding: chunked'], () => 'x\r\n'),
  raw(
    'a chunk of a size that no number holds',
    400,
    ['Transfer-Encoding: chunked'],
    () => `${'f'.repeat(20)}\r\n`,
  ),
  raw('a chunk longer than it says', 400, ['Transfer-Encoding: chunked'], () =>
    CHUNKED.replace(/^[0-9a-f]+/, '5'),
  ),
  raw('a line feed in a request id', 400, [
    'X-Request-ID: a\nSet-Cookie: x=1',
    'Content-Length: 0',
  ]),
  raw('a carriage return in a request id', 400, ['X-Request-ID: a\rb', 'Content-Length: 0']),
  raw('a NUL in a request id', 400, ['X-Request-ID: a\0b', 'Content-Length: 0']),
  raw('a header without a name', 400, [': x', 'Content-Length: 0']),
  raw('a header that goes on in the next line', 400, ['X-More: a', ' b', 'Content-Length: 0\0']),
  raw('a header name with a space', 400, ['X More: a', 'Content-Length: 0']),
  raw('a header name with a bidi sign', 400, ['X-\u202eMore: a', 'Content-Length: 0']),
  raw(
    '2,000 headers',
    431,
    Array.from({ length: 2000 }, (_, at) => `X-${at}: ${'x'.repeat(8)}`),
  ),
  raw('an expectation that there is not', 417, [
    'Expect: a permit',
    'Connection: close',
    `Content-Length: ${LENGTH}`,
  ]),
  ...TARGETS.map(([target, status]) => ({
    name: `the target ${target}`,
    status,
    bytes: (key: string): string => smuggled(key).replace('/access/v1/evaluation', () => target),
  })),
  {
    // Which has no headers, so no key.
    name: 'HTTP/0.9',
    status: 401,
    bytes: () => 'GET /admin/v1/identities\r\n\r\n',
  },
  {
    name: 'a version that there is not',
    status: 400,
    bytes: (key) => [...head(key, LINE.replace('1.1', '9.9')), '', BODY].join('\r\n'),
  },
  {
    name: 'the preface of HTTP/2',
    status: 400,
    bytes: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  },
  {
    name: 'a TLS handshake',
    status: 400,
    bytes: () => '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n',
  },
  {
    name: 'a path with a raw line feed',
    status: 400,
    bytes: (key) => [...head(key, LINE.replace('v1', 'v1\n')), '', BODY].join('\r\n'),
  },
  {
    name: 'a method that there is not',
    status: 400,
    bytes: (key) => [...head(key, LINE.replace('POST', 'PERMIT')), '', BODY].join('\r\n'),
  },
  {
    name: 'no Host',
    status: 400,
    bytes: (key) =>
      [...head(key).filter((line) => !line.startsWith('Host')), 'Content-Length: 0', '', ''].join(
        '\r\n',
      ),
  },
];
