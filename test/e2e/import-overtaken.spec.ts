import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { expectProblem } from '../support/expect-error.js';
import { sendImport } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';
import { put } from './fixtures/world-loading.js';

const ALICE = { kind: 'user', id: 'alice' };
const BOT = { kind: 'agent', id: 'bot' };
const PLANNER = { kind: 'agent', id: 'planner' };
const CLERK = { kind: 'agent', id: 'clerk' };
const SCOPE = { actions: ['read'], resources: [{ type: 'doc', id: '**' }] };
const CHILD = '00000000-0000-4000-8000-000000000003';

let service: RunningService;
let above: string;
let parent: string;

beforeEach(async () => {
  service = await startService();
  const { admin } = service;
  await put(admin, ['identities', 'user', 'alice'], {});
  for (const { id } of [BOT, PLANNER, CLERK]) {
    await put(admin, ['identities', 'agent', id], { owners: [ALICE] });
  }
  const root = { ...SCOPE, grantor: ALICE, grantee: BOT, maxDepth: 2 };
  above = (await admin.post('/admin/v1/grants', root)).body.id;
  parent = (await admin.post('/admin/v1/grants', middle())).body.id;
});

afterEach(async () => {
  await service.stop();
});

function middle(): object {
  return { ...SCOPE, grantor: BOT, grantee: PLANNER, parent: above, maxDepth: 1 };
}

/** Another session has the id of the child and does not say yet whether it keeps it: the import waits there. */
async function holdChild(): Promise<Client> {
  const client = new Client({ connectionString: service.database.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO grants SELECT made.* FROM grants g,
       jsonb_populate_record(g, jsonb_build_object('id', $1::text, 'path', array_append(g.path, $1::uuid))) made
     WHERE g.id = $2`,
    [CHILD, parent],
  );
  return client;
}

async function untilImportWaits(): Promise<void> {
  const text = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await queryDatabase(service.database, text)).length === 0) {
    await wait(10);
  }
}

async function importWhile(work: () => Promise<{ status: number }>) {
  const holder = await holdChild();
  const importing = sendImport(service.admin, [
    { entity: 'grant', id: parent, ...middle() },
    { entity: 'grant', id: CHILD, ...SCOPE, grantor: PLANNER, grantee: CLERK, parent },
  ]);
  try {
    await untilImportWaits();
    expect((await work()).status).toBe(200);
    await holder.query('ROLLBACK');
  } finally {
    await holder.end();
  }
  return await importing;
}

describe('an import with a grant that is stored already, and a new one below it', () => {
  it('does not overlook that what lies above was revoked meanwhile', async () => {
    const answer = await importWhile(
      async () => await service.admin.post(`/admin/v1/grants/${above}/revoke`, { reason: 'now' }),
    );
    expectProblem(answer, 422, 'grant.parent_dead');
    expect((await service.admin.get(`/admin/v1/grants/${CHILD}`)).status).toBe(404);
  });

  it('does not overlook that a party above was suspended meanwhile', async () => {
    const answer = await importWhile(
      async () =>
        await service.admin.put('/admin/v1/identities/user/alice', { status: 'suspended' }),
    );
    expectProblem(answer, 422, 'grant.parent_dead');
  });

  it('is stored when something else was written meanwhile', async () => {
    const answer = await importWhile(
      async () => await service.admin.put('/admin/v1/identities/user/alice', { displayName: 'A' }),
    );
    expect(answer.status).toBe(200);
  });
});
