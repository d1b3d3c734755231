import { BundleServer } from '../support/bundle-server.js';
import type { HttpClient } from '../support/http-client.js';
import { bundleOf, packBundle, permitting, pushBundle } from '../support/push-bundle.js';
import { putRemote, stateOf, untilFetched } from '../support/remote-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const HOUR = 3_600_000;
const LOCAL = { internalHosts: ['127.0.0.1'], httpHosts: ['127.0.0.1'], tickMs: 50 };

let first: RunningService;
let revision: number;

beforeAll(async () => {
  first = await startService();
  const { admin } = first;
  await admin.put('/admin/v1/identities/user/alice', {});
  const alice = { kind: 'user', id: 'alice' };
  await admin.put('/admin/v1/identities/agent/helper', { owners: [alice] });
  await admin.post('/admin/v1/grants', {
    grantor: alice,
    grantee: { kind: 'agent', id: 'helper' },
    actions: ['*'],
    resources: [{ type: '*', id: '**' }],
  });
  const pushed = await pushBundle(admin, bundleOf('old', { 'main.rego': permitting('old') }));
  revision = pushed.body.revision as number;
  await queryDatabase(
    first.database,
    `UPDATE writes SET at = at - interval '2 hours' WHERE revision = ${revision}`,
  );
});

afterAll(async () => {
  await first.stop();
});

async function reasons(client: HttpClient, { actor = false, path = '/access/v1/evaluation' } = {}) {
  const { body } = await client.post(path, {
    subject: {
      type: 'user',
      id: 'alice',
      ...(actor && { properties: { act: { sub: 'helper' } } }),
    },
    action: { name: 'read' },
    resource: { type: 'record', id: '1' },
  });
  return (body.context as { reasons: unknown }).reasons;
}

async function withService(
  bundles: NonNullable<ServiceOptions['bundles']>,
  use: (client: HttpClient) => Promise<void>,
): Promise<void> {
  const service = await startService({ beside: first, bundles, remotes: LOCAL });
  try {
    await use(service.admin);
  } finally {
    await service.stop();
  }
}

const OVER = ['indeterminate.policy_over_age'];
const OLD = ['permit.old'];

describe('a bundle that was not confirmed for longer than it may be', () => {
  it.each([
    ['deny', OVER, OVER],
    ['deny_delegated', OLD, OVER],
    ['warn', OLD, OLD],
  ] as const)('decides no more than the setting says: %s', async (overAge, alone, delegated) => {
    await withService({ maxAgeMs: HOUR, overAge }, async (client) => {
      for (let round = 0; round < 2; round += 1) {
        expect(await reasons(client)).toEqual(alone);
        expect(await reasons(client, { actor: true })).toEqual(delegated);
      }
    });
  });

  it('decides on when there is no bound, or it is not reached', async () => {
    expect(await reasons(first.admin)).toEqual(OLD);
    await withService({ maxAgeMs: 3 * HOUR }, async (client) => {
      expect(await reasons(client)).toEqual(OLD);
    });
  });

  it('is told of as it is in the past, and denies in batches and searches', async () => {
    await withService({ maxAgeMs: HOUR }, async (client) => {
      const path = `/admin/v1/evaluation?at_revision=${revision}`;
      expect(await reasons(client, { path })).toEqual(OLD);
      const batch = await client.post('/access/v1/evaluations', {
        subject: { type: 'user', id: 'alice' },
        action: { name: 'read' },
        evaluations: [{ resource: { type: 'record', id: '1' } }],
      });
      expect(batch.body.evaluations).toMatchObject([
        { decision: false, context: { reasons: OVER } },
      ]);
    });
  });

  it('never stops the admin API, nor a tenant that runs the starter policy', async () => {
    await withService({ maxAgeMs: 1 }, async (client) => {
      expect((await client.put('/admin/v1/tenants/other', {})).status).toBeLessThan(300);
      const other = client.at(`${client.url}/t/other`);
      await other.put('/admin/v1/identities/user/alice', { attributes: { roles: ['admin'] } });
      expect(await reasons(other)).toEqual(['permit.admin']);
    });
  });

  it('is current again with an activation, or when its remote says that it has nothing newer', async () => {
    const server = await BundleServer.start();
    await withService({ maxAgeMs: HOUR }, async (client) => {
      expect(await reasons(client)).toEqual(OVER);
      const archive = packBundle(bundleOf('new', { 'main.rego': permitting('new') }));
      server.bundle = { tag: '"new"', archive };
      await putRemote(client, 'opa', { kind: 'bundle', url: server.url });
      expect((await untilFetched(client, 'opa', null)).status).toBe('current');
      expect(await reasons(client)).toEqual(['permit.new']);
    });
    const age = async (confirmed: string): Promise<void> => {
      await queryDatabase(first.database, `UPDATE writes SET at = at - interval '2 hours'`);
      await queryDatabase(
        first.database,
        `UPDATE bundle_remote_states SET confirmed_at = ${confirmed}`,
      );
    };
    await age(`now() - interval '2 hours'`);
    await withService({ maxAgeMs: HOUR }, async (client) => {
      expect(await reasons(client)).toEqual(OVER);
      const { lastAttemptAt } = await stateOf(client, 'opa');
      await client.post('/admin/v1/bundle-remotes/opa/fetch', {});
      await untilFetched(client, 'opa', lastAttemptAt);
    });
    await withService({ maxAgeMs: HOUR }, async (client) => {
      expect(await reasons(client)).toEqual(['permit.new']);
      // A remote confirms what it has brought, and nothing else.
      await client.post('/admin/v1/bundles/rollback', {});
      await queryDatabase(first.database, `UPDATE writes SET at = at - interval '2 hours'`);
    });
    await withService({ maxAgeMs: HOUR }, async (client) => {
      expect(await reasons(client)).toEqual(OVER);
    });
    await server.close();
  });
});
