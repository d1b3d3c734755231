import { makeApiKey } from '@legate/callers';
import { dataSourceOptions } from '@legate/persistence';
import { DataSource } from 'typeorm';
import { createTestDatabase, execute } from '../support/database.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const GRANT = '11111111-1111-4111-8111-111111111111';
const SCOPE = `'["read"]', '[{"type": "record", "id": "**"}]', '[]'`;

/** What a service of the first schema has written: two identities and their owner, a resource, a grant, its end. */
const WRITTEN = [
  `INSERT INTO identities (tenant_id, kind, id, attributes, status, revision) VALUES
    ('default', 'user', 'alice', '{"roles": ["editor"]}', 'active', 3),
    ('default', 'agent', 'bot', '{}', 'active', 2)`,
  `INSERT INTO identity_owners (tenant_id, identity_uid, position, owner_uid)
    SELECT 'default', bot.uid, 0, alice.uid FROM identities bot, identities alice
    WHERE bot.id = 'bot' AND alice.id = 'alice'`,
  `INSERT INTO resources (tenant_id, type, id, attributes, revision) VALUES
    ('default', 'record', '1', '{"a": 1}', 4)`,
  `INSERT INTO grants (id, tenant_id, grantor_uid, grantee_uid, root_grantor_uid, path, actions, resources,
      constraints, max_depth, created_at, created_by, created_revision, revoked_at, revoked_by, revoked_reason,
      revoked_revision)
    SELECT '${GRANT}', 'default', alice.uid, bot.uid, alice.uid, ARRAY['${GRANT}'::uuid], ${SCOPE}, 0, now(),
      'c', 5, now(), 'd', 'left', 6
    FROM identities bot, identities alice WHERE bot.id = 'bot' AND alice.id = 'alice'`,
  `INSERT INTO changes (tenant_id, revision, position, entity, key, operation, author, document) VALUES
    ('default', 1, 0, 'identity', 'user/alice', 'put', 'c',
      '{"kind": "user", "id": "alice", "attributes": {}, "status": "active", "owners": [], "revision": 1}'),
    ('default', 2, 0, 'identity', 'agent/bot', 'put', 'c',
      '{"kind": "agent", "id": "bot", "attributes": {}, "status": "active",
        "owners": [{"kind": "user", "id": "alice"}], "revision": 2}'),
    ('default', 3, 0, 'identity', 'user/alice', 'put', 'd',
      '{"kind": "user", "id": "alice", "attributes": {"roles": ["editor"]}, "status": "active", "owners": [],
        "revision": 3}'),
    ('default', 4, 0, 'resource', 'record/1', 'put', 'c',
      '{"type": "record", "id": "1", "attributes": {"a": 1}, "revision": 4}'),
    ('default', 5, 0, 'grant', '${GRANT}', 'create', 'c',
      '{"id": "${GRANT}", "grantor": {"kind": "user", "id": "alice"}, "grantee": {"kind": "agent", "id": "bot"},
        "revision": 5}'),
    ('default', 6, 0, 'grant', '${GRANT}', 'revoke', 'd',
      '{"id": "${GRANT}", "grantor": {"kind": "user", "id": "alice"}, "grantee": {"kind": "agent", "id": "bot"},
        "revision": 6}')`,
  `UPDATE tenants SET revision = 6`,
];

let service: RunningService;

beforeAll(async () => {
  const database = await createTestDatabase();
  const dataSource = new DataSource(
    dataSourceOptions({
      url: database.url,
      poolSize: 2,
      connectTimeoutMs: 5000,
      statementTimeoutMs: 0,
      onPoolError: () => undefined,
    }),
  );
  await dataSource.initialize();
  while (dataSource.migrations.length > 1 && (await countRun(dataSource)) > 1) {
    await dataSource.undoLastMigration();
  }
  await execute(database.url, ...WRITTEN);
  await dataSource.runMigrations();
  await dataSource.destroy();
  const written = { database, key: makeApiKey() } as RunningService;
  service = await startService({ beside: written });
});

afterAll(async () => {
  await service.stop();
  await service.database.drop();
});

async function countRun(dataSource: DataSource): Promise<number> {
  const rows: unknown[] = await dataSource.query('SELECT FROM schema_migrations');
  return rows.length;
}

describe('what the first schema held', () => {
  it('keeps its revisions, and goes on after them', async () => {
    const { admin } = service;
    const alice = await admin.get('/admin/v1/identities/user/alice');
    expect(alice.body).toMatchObject({
      attributes: { roles: ['editor'] },
      aliases: [],
      revision: 3,
    });
    expect((await admin.get('/admin/v1/identities/agent/bot')).body).toMatchObject({
      owners: [{ kind: 'user', id: 'alice' }],
      revision: 2,
    });
    expect((await admin.get('/admin/v1/resources/record/1')).body).toMatchObject({
      status: 'active',
      revision: 4,
    });
    const grant = await admin.get(`/admin/v1/grants/${GRANT}`);
    expect(grant.body).toMatchObject({ createdAs: 'any', revoked: { by: 'd' }, revision: 6 });
    const put = await admin.put('/admin/v1/identities/user/new', {});
    expect(put.body.revision).toBeGreaterThan(6);
  });

  it('keeps its history', async () => {
    const { admin } = service;
    const before = await admin.get('/admin/v1/identities/user/alice?at_revision=2');
    expect(before.body).toMatchObject({ attributes: {}, revision: 1 });
    const grant = await admin.get(`/admin/v1/grants/${GRANT}?at_revision=5`);
    expect(grant.body).toMatchObject({ id: GRANT, revision: 5 });
    const question = {
      subject: { type: 'user', id: 'alice' },
      action: { name: 'read' },
      resource: { type: 'record', id: '1' },
      context: { agent: 'bot' },
    };
    const reasons = async (revision: number): Promise<unknown> =>
      (await admin.post(`/admin/v1/evaluation?at_revision=${revision}`, question)).body.context
        .reasons;
    expect(await reasons(4)).toEqual(['grant.none']);
    expect(await reasons(5)).toEqual(['permit.editor']);
    expect(await reasons(6)).toEqual(['grant.revoked']);
  });
});
