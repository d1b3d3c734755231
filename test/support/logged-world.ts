import type { HttpAnswer } from './http-client.js';
import { startService } from './running-service.js';
import type { RunningService, ServiceOptions } from './running-service.js';
import { rowsOf } from './shipping.js';
import type { Entry } from './spooled-entries.js';

export const ALICE = { kind: 'user', id: 'alice' };
export const HELPER = { kind: 'agent', id: 'helper' };

/** A service that ships, with alice, who may read, and agents that she has given a grant each. */
export interface LoggedWorld {
  readonly service: RunningService;
  /** The grant of `helper`, and the one of `scout`. */
  readonly grants: { readonly helper: string; readonly scout: string };
  /** Waits until all that was answered is in the database. */
  shipped(): Promise<void>;
  /** Every entry of a tenant in the database, the newest first, read without the service. */
  stored(tenant?: string): Promise<readonly Entry[]>;
}

export async function startLoggedWorld(options: ServiceOptions = {}): Promise<LoggedWorld> {
  const service = await startService({ shipping: {}, ...options });
  const { admin, database, shipper, spool } = service;
  for (const [path, value] of [
    ['identities/user/alice', { attributes: { roles: ['viewer'] } }],
    ['identities/user/bob', { attributes: { roles: ['viewer', 'editor'] } }],
    ['identities/agent/helper', { owners: [ALICE], ceiling: null }],
    ['identities/agent/scout', { owners: [{ kind: 'user', id: 'bob' }], ceiling: null }],
    ['resources/tool/search', {}],
  ] as const) {
    require(await admin.put(`/admin/v1/${path}`, value), 201);
  }
  const grant = async (agent: string, actions: readonly string[]): Promise<string> => {
    const input = {
      grantor: ALICE,
      grantee: { kind: 'agent', id: agent },
      actions,
      resources: ['record', 'tool'].map((type) => ({ type, id: '**' })),
    };
    return require(await admin.post('/admin/v1/grants', input), 201).body.id;
  };
  const grants = { helper: await grant('helper', ['read']), scout: await grant('scout', ['read']) };
  return {
    service,
    grants,
    shipped: async () => {
      const recorded = spool.head.seq;
      await shipper?.until(({ database: { delivered } }) => delivered >= recorded);
    },
    stored: async (tenant = 'default') => {
      const rows = await rowsOf(
        database.url,
        `SELECT entry FROM decisions WHERE tenant = '${tenant}'
         ORDER BY at DESC, writer DESC, seq DESC`,
      );
      return rows.map(({ entry }) => JSON.parse(entry as string));
    },
  };
}

function require(answer: HttpAnswer, status: number): HttpAnswer {
  if (answer.status !== status) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer;
}

export interface Question {
  readonly user?: string;
  readonly agent?: string;
  readonly action?: string;
  /** As type/id. */
  readonly resource?: string;
}

/** A question of a user, of an agent for a user, or of an agent alone. */
export function question({
  user,
  agent,
  action = 'read',
  resource = 'record/1',
}: Question): object {
  const [type = '', ...id] = resource.split('/');
  const self = user === undefined ? { type: 'agent', id: agent } : { type: 'user', id: user };
  const acting = user !== undefined && agent !== undefined ? { agent } : {};
  return {
    subject: self,
    action: { name: action },
    resource: { type, id: id.join('/') },
    context: acting,
  };
}
