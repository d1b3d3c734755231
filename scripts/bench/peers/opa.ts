import { join } from 'node:path';
import { locateOpaAsSet } from '../../locate-opa.js';
import { PinnedProcess } from '../pinned-process.js';
import type { Question } from '../questions.js';
import { freePort } from './peer.js';
import type { Peer } from './peer.js';

const FOLDER = join(__dirname, 'opa');

/** `opa run --server` with the facts as data, its decision log written to a file below `scratch`. */
export async function startOpa(scratch: string): Promise<Peer> {
  const opa = await locateOpaAsSet();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(scratch, 'opa.log');
  const server = await PinnedProcess.startAsking(
    [
      ...[opa.path, 'run', '--server', '--addr', `127.0.0.1:${port}`],
      // The decision log alone: a line for each request and for each response would cost OPA more.
      ...['--set', 'decision_logs.console=true', '--log-level', 'error'],
      ...['--optimize-store-for-read-speed', '--disable-telemetry'],
      ...[join(FOLDER, 'access.rego'), join(FOLDER, 'data.json')],
    ],
    log,
    `${url}/health`,
  );
  return {
    name: `OPA ${opa.version}`,
    url,
    pid: server.pid,
    ask: (question: Question) => ({
      url: `${url}/v1/data/access/allow`,
      headers: {},
      body: JSON.stringify({ input: question }),
      expectBody: '"result":true',
    }),
    denial: '"result":false',
    log,
    stop: async () => {
      await server.stop();
    },
  };
}
