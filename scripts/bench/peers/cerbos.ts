import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../../locate-opa.js';
import type { Load } from '../measure.js';
import { PinnedProcess } from '../pinned-process.js';
import type { Question } from '../questions.js';
import { CERBOS_VERSION, locateCerbos } from './cerbos-binary.js';
import { freePort } from './peer.js';
import type { Peer } from './peer.js';

const POLICIES = join(__dirname, 'cerbos', 'policies');

/** What an enforcement point of Cerbos has to look up and send: the seed's facts. */
const ROLES = ['editor'];
const RESOURCE = { owner: 'bob', status: 'active' };
const GRANT = { actions: ['read'], resources: [{ type: 'record', prefix: 'crm/' }] };
const CHAIN = [GRANT, GRANT];

/** Cerbos over HTTP, its decisions audited to a file below `scratch`. */
export async function startCerbos(scratch: string): Promise<Peer> {
  const binary = await locateCerbos(cacheDir());
  const url = `http://127.0.0.1:${await freePort()}`;
  const log = join(scratch, 'cerbos-audit.log');
  const config = join(scratch, 'cerbos.json');
  await writeFile(config, JSON.stringify(configuration(url, await freePort(), log)));
  const server = await PinnedProcess.startAsking(
    [binary, 'server', `--config=${config}`, '--log-level=error'],
    join(scratch, 'cerbos.log'),
    `${url}/_cerbos/health`,
  );
  return {
    name: `Cerbos ${CERBOS_VERSION}`,
    url,
    pid: server.pid,
    ask: (question: Question) => ask(url, question),
    denial: '"EFFECT_DENY"',
    log,
    stop: async () => {
      await server.stop();
    },
  };
}

function configuration(url: string, grpcPort: number, log: string): object {
  return {
    server: {
      httpListenAddr: new URL(url).host,
      grpcListenAddr: `127.0.0.1:${grpcPort}`,
    },
    storage: { driver: 'disk', disk: { directory: POLICIES, watchForChanges: false } },
    // The access log stays off, as it is when nobody asks for it.
    audit: {
      enabled: true,
      accessLogsEnabled: false,
      decisionLogsEnabled: true,
      backend: 'file',
      file: { path: log },
    },
    telemetry: { disabled: true },
  };
}

function ask(url: string, { subject, action, resource }: Question): Load {
  const actor = 'properties' in subject ? { actor: 'sub-agent', chain: CHAIN } : { chain: [] };
  const body = {
    principal: { id: subject.id, roles: ROLES, attr: actor },
    resources: [
      {
        actions: [action.name],
        resource: { kind: resource.type, id: resource.id, attr: RESOURCE },
      },
    ],
  };
  return {
    url: `${url}/api/check/resources`,
    headers: {},
    body: JSON.stringify(body),
    expectBody: '"EFFECT_ALLOW"',
  };
}
