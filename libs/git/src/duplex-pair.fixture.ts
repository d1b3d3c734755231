import { Duplex, PassThrough } from 'node:stream';

/** Two ends of a socket, each of which reads what the other writes. */
export function duplexPair(): readonly [Duplex, Duplex] {
  const one = new PassThrough();
  const other = new PassThrough();
  return [
    Duplex.from({ readable: one, writable: other }),
    Duplex.from({ readable: other, writable: one }),
  ];
}
