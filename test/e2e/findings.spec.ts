import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';
import { put } from './fixtures/world-loading.js';

const ALICE = { kind: 'user', id: 'alice' };
const BOB = { kind: 'user', id: 'bob' };
const BOT = { kind: 'agent', id: 'bot' };
const CLERK = { kind: 'agent', id: 'clerk' };

let service: RunningService;
let admin: HttpClient;

beforeEach(async () => {
  service = await startService();
  ({ admin } = service);
  await put(admin, ['identities', 'user', 'alice'], { attributes: { roles: ['admin'] } });
  await put(admin, ['identities', 'user', 'bob'], {});
  await put(admin, ['identities', 'agent', 'bot'], { owners: [ALICE] });
  await put(admin, ['identities', 'agent', 'clerk'], { owners: [BOB] });
});

afterEach(async () => {
  await service.stop();
});

async function grant(body: object = {}): Promise<string> {
  const answer = await admin.post('/admin/v1/grants', {
    grantor: ALICE,
    grantee: BOT,
    actions: ['read'],
    resources: [{ type: 'doc', id: 'crm/**' }],
    ...body,
  });
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 201 });
  return answer.body.id as string;
}

async function createdDaysAgo(id: string, days: number): Promise<void> {
  const text = `UPDATE grants SET created_at = now() - make_interval(days => $2) WHERE id = $1`;
  await queryDatabase(service.database, text, [id, days]);
}

async function usedDaysAgo(id: string, days: number): Promise<void> {
  const text = `UPDATE grant_use SET last_used_at = now() - make_interval(days => $2) WHERE grant_id = $1`;
  await queryDatabase(service.database, text, [id, days]);
}

/** Uses grants in another process, which writes what it has noted as it stops. */
async function use(...uses: readonly (readonly [string, string])[]): Promise<void> {
  const other = await startService({ beside: service });
  for (const [action, id] of uses) {
    const question = {
      subject: { type: 'user', id: 'alice' },
      action: { name: action },
      resource: { type: 'doc', id },
      context: { agent: 'bot' },
    };
    expect((await other.admin.evaluate(question)).body.decision).toBe(true);
  }
  await other.stop();
}

async function find(query = ''): Promise<HttpAnswer['body'][]> {
  const { status, body } = await admin.get(`/admin/v1/findings?limit=50${query}`);
  expect({ status, code: body.code }).toEqual({ status: 200 });
  return body.items;
}

describe('the use of grants', () => {
  it('is written as the process stops, and added to what is there', async () => {
    const root = await grant({ maxDepth: 1 });
    await use(['read', 'crm/eu/1'], ['read', 'crm/eu/1']);
    const read = async () =>
      await queryDatabase(
        service.database,
        `SELECT grant_id AS id, action, resource_type AS type, uses::int, common_id AS common,
           is_one_id AS one, now() - last_used_at < interval '1 minute' AS fresh FROM grant_use`,
      );
    const row = { id: root, action: 'read', type: 'doc', fresh: true };
    expect(await read()).toEqual([{ ...row, uses: 2, common: 'crm/eu/1', one: true }]);
    await use(['read', 'crm/eu/2']);
    expect(await read()).toEqual([{ ...row, uses: 3, common: 'crm/eu', one: false }]);
  });
});

describe('findings', () => {
  it('are none where nothing is to be said', async () => {
    await grant();
    expect(await find()).toEqual([]);
  });

  it('tell of a grant that was not used for as long as asked', async () => {
    const id = await grant();
    await createdDaysAgo(id, 40);
    const unused = { kind: 'grant.unused', grant: id, grantor: ALICE, grantee: BOT };
    expect(await find('&kind=grant.unused')).toEqual([unused]);
    expect(await find('&kind=grant.unused&days=41')).toEqual([]);
    await use(['read', 'crm/1']);
    expect(await find('&kind=grant.unused')).toEqual([]);
    await usedDaysAgo(id, 35);
    expect(await find('&kind=grant.unused')).toEqual([
      { ...unused, lastUsedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    await admin.post(`/admin/v1/grants/${id}/revoke`, { reason: 'unused' });
    expect(await find('&kind=grant.unused')).toEqual([]);
  });

  it('tell of a grant with more uses on record than are kept nowadays', async () => {
    const id = await grant({ actions: ['*'] });
    await createdDaysAgo(id, 40);
    await queryDatabase(
      service.database,
      `INSERT INTO grant_use (tenant_id, grant_id, action, resource_type, uses, last_used_at, common_id, is_one_id)
       SELECT 'default', $1, 'a' || n, 'doc', 1, now() - make_interval(days => 35, secs => n), 'crm/a', true
       FROM generate_series(1, 150000) n`,
      [id],
    );
    expect(await find('&kind=grant.unused')).toMatchObject([{ grant: id }]);
    // What would do for those that are looked at could be too narrow for the rest.
    expect(await find('&kind=grant.wider_than_use')).toEqual([]);
  });

  it('tell of a grant far wider than its use, and of a scope below it that would do', async () => {
    const id = await grant({ actions: ['*'], maxDepth: 1 });
    await use(['read', 'crm/eu/1'], ['read', 'crm/eu/2'], ['list', 'crm/eu/2']);
    const [finding, ...others] = await find('&kind=grant.wider_than_use');
    expect(others).toEqual([]);
    expect(finding).toEqual({
      kind: 'grant.wider_than_use',
      grant: id,
      grantor: ALICE,
      grantee: BOT,
      used: [
        {
          action: 'list',
          resourceType: 'doc',
          commonId: 'crm/eu/2',
          uses: 1,
          lastUsedAt: expect.stringMatching(/Z$/),
        },
        {
          action: 'read',
          resourceType: 'doc',
          commonId: 'crm/eu',
          uses: 2,
          lastUsedAt: expect.stringMatching(/Z$/),
        },
      ],
      suggested: {
        actions: ['list', 'read'],
        resources: [
          { type: 'doc', id: 'crm/eu/**' },
          { type: 'doc', id: 'crm/eu' },
        ],
      },
    });
    // A child must narrow, so that it can be written proves that it does.
    await grant({ ...finding.suggested, parent: id, grantor: BOT, grantee: CLERK });
  });

  it('tell nothing of a grant as wide as its use', async () => {
    await grant({ actions: ['read'], resources: [{ type: 'doc', id: 'crm/**' }] });
    await use(['read', 'crm/a'], ['read', 'crm/b']);
    expect(await find('&kind=grant.wider_than_use')).toEqual([]);
  });

  it('tell of agents whose owner left, of those without one, and of what they were granted', async () => {
    const id = await grant({ grantee: CLERK });
    await put(admin, ['identities', 'agent', 'orphan'], { owners: [ALICE] });
    await queryDatabase(
      service.database,
      `DELETE FROM identity_owners WHERE identity_uid = (SELECT uid FROM identities WHERE id = 'orphan')`,
    );
    await put(admin, ['identities', 'user', 'bob'], { status: 'retired' });
    expect(await find()).toEqual([
      {
        kind: 'grant.dead_parties',
        grant: id,
        grantor: ALICE,
        grantee: CLERK,
        deadBecause: 'agent.no_live_owner',
      },
      { kind: 'agent.no_live_owner', agent: CLERK, owners: [BOB] },
      { kind: 'agent.no_owner', agent: { kind: 'agent', id: 'orphan' } },
    ]);
  });

  it('tell of what agents reach and nobody answers for', async () => {
    await put(admin, ['resources', 'tool', 'search'], {});
    await put(admin, ['resources', 'model', 'm1'], { owner: BOB });
    await put(admin, ['resources', 'model', 'm2'], { owner: ALICE });
    await put(admin, ['resources', 'tool', 'old'], { status: 'retired' });
    await put(admin, ['resources', 'doc', 'd'], {});
    const search = { kind: 'inventory.no_owner', resource: { type: 'tool', id: 'search' } };
    expect(await find()).toEqual([search]);
    await put(admin, ['identities', 'user', 'bob'], { status: 'suspended' });
    expect(await find('&kind=inventory.no_owner')).toEqual([
      { kind: 'inventory.no_owner', resource: { type: 'model', id: 'm1' }, owner: BOB },
      search,
    ]);
  });

  it('come in the same order page by page', async () => {
    for (let at = 0; at < 3; at += 1) {
      await createdDaysAgo(await grant(), 40);
      await put(admin, ['resources', 'tool', `t${at}`], {});
    }
    await put(admin, ['identities', 'user', 'bob'], { status: 'retired' });
    const whole = await find();
    expect(whole.map(({ kind }) => kind)).toEqual([
      ...['grant.unused', 'grant.unused', 'grant.unused'],
      'agent.no_live_owner',
      ...['inventory.no_owner', 'inventory.no_owner', 'inventory.no_owner'],
    ]);
    const paged: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await admin.get(`/admin/v1/findings?limit=1${cursor}`);
      paged.push(...(body.items as unknown[]));
      cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(paged).toEqual(whole);
  });

  it('are for whoever may read them, and take no other questions', async () => {
    const { body } = await admin.post('/admin/v1/callers', { name: 'auditor', roles: ['audit'] });
    expect((await admin.as(body.key as string).get('/admin/v1/findings')).status).toBe(200);
    for (const query of ['days=0', 'days=3651', 'days=x', 'kind=grant', 'limit=0', 'wrong=1']) {
      expectProblem(await admin.get(`/admin/v1/findings?${query}`), 400, 'request.invalid');
    }
  });
});
