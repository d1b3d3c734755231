import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Load } from '../measure.js';
import type { Question } from '../questions.js';
import type { Server } from '../servers.js';

/** A server that answers the benchmark's questions. */
export interface Peer extends Server {
  readonly name: string;
  /** The question in the server's own words, with what a permit looks like. */
  ask(question: Question): Load;
  /** What a deny looks like. */
  readonly denial: string;
  /** The file that its decisions are logged to, one a line; none for what keeps no log. */
  readonly log?: string;
}

/** A port that nobody listens on now, for servers that cannot choose one and tell it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
