import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { ErrorCode } from '@legate/core';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import { bigImport, sendImport } from '../support/import-client.js';
import type { ImportText } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService({ imports: { maxLines: 40_000, maxBytes: 20_000_000 } });
});

afterAll(async () => {
  await service.stop();
});

async function send(lines: ImportText): Promise<HttpAnswer> {
  return await sendImport(service.admin, lines);
}

async function get(path: string): Promise<HttpAnswer> {
  return await service.admin.get(`/admin/v1/${path}`);
}

const user = (id: string, rest: object = {}): object => ({
  entity: 'identity',
  kind: 'user',
  id,
  ...rest,
});
const agent = (id: string, owner: string, rest: object = {}): object => ({
  entity: 'identity',
  kind: 'agent',
  id,
  owners: [{ kind: 'user', id: owner }],
  ...rest,
});

const scope = { actions: ['read'], resources: [{ type: 'record', id: 'crm/**' }] };

describe('an import', () => {
  it('stores every kind of object as one revision, lines that refer to later ones too', async () => {
    const grant = '0b0f7c1e-7a63-4c0e-8d5e-9a3f6d1c2b4a';
    const child = '1B0F7C1E-7A63-4C0E-8D5E-9A3F6D1C2B4A';
    const { revision: before } = await readStoredState(service.database);
    const answer = await send([
      {
        entity: 'grant',
        id: child,
        parent: grant,
        grantor: { kind: 'agent', id: 'bot' },
        grantee: { kind: 'agent', id: 'sub' },
        ...scope,
      },
      {
        entity: 'grant',
        id: grant,
        maxDepth: 1,
        grantor: { kind: 'user', id: 'ann' },
        grantee: { kind: 'agent', id: 'bot' },
        ...scope,
      },
      { entity: 'membership', group: 'crew', member: { kind: 'group', id: 'inner' } },
      { entity: 'membership', group: 'inner', member: { kind: 'user', id: 'ann' } },
      { entity: 'role_assignment', role: 'editor', holder: { kind: 'group', id: 'crew' } },
      '',
      {
        entity: 'resource',
        type: 'record',
        id: 'crm/1',
        parent: { type: 'folder', id: 'crm' },
        owner: { kind: 'user', id: 'ann' },
        attributes: { status: 'active', owner: 'ann' },
      },
      { entity: 'resource', type: 'folder', id: 'crm' },
      agent('sub', 'ann', { parent: 'bot' }),
      agent('bot', 'ann', { aliases: [{ issuer: 'https://issuer.example', subject: 'bot' }] }),
      user('ann', { attributes: { team: 'a' } }),
      { entity: 'group', id: 'inner' },
      ' \t\r',
      { entity: 'group', id: 'crew', displayName: 'Crew' },
      { entity: 'subject_type', type: 'employee', kind: 'user' },
      { entity: 'action_type', resourceType: 'record', actions: ['read', 'write'] },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      revision: before + 1,
      created: 14,
      replaced: 0,
      unchanged: 0,
      entities: { grant: { created: 2 }, membership: { created: 2 }, identity: { created: 3 } },
    });
    expect(answer.headers.get('legate-revision')).toBe(String(before + 1));
    expect((await get('identities/agent/sub')).body).toMatchObject({
      parent: 'bot',
      owners: [{ kind: 'user', id: 'ann' }],
      revision: before + 1,
    });
    expect((await get('identities/agent/bot')).body.aliases).toHaveLength(1);
    expect((await get('resources/record/crm%2F1')).body).toMatchObject({
      parent: { type: 'folder', id: 'crm' },
      owner: { kind: 'user', id: 'ann' },
    });
    expect((await get('groups/crew/members')).body.items).toMatchObject([
      { member: { id: 'inner' } },
    ]);
    expect((await get('role-assignments?role=editor')).body.items).toHaveLength(1);
    expect((await get('subject-types/employee')).body).toMatchObject({ kind: 'user' });
    expect((await get('action-types/record')).body).toMatchObject({ actions: ['read', 'write'] });
    expect((await get(`grants/${child}`)).body).toMatchObject({ parent: grant, createdAs: 'any' });
    expect((await get(`identities/user/ann?at_revision=${before + 1}`)).body).toMatchObject({
      id: 'ann',
    });

    const decision = await service.admin.evaluate({
      subject: { type: 'user', id: 'ann', properties: { act: { sub: 'sub' } } },
      action: { name: 'read' },
      resource: { type: 'record', id: 'crm/1' },
    });
    expect(decision.body).toMatchObject({ decision: true });
  });

  it('of what is stored already makes no revision', async () => {
    const lines = [
      user('same', { attributes: { a: -0 } }),
      { entity: 'group', id: 'crew', displayName: 'Crew' },
    ];
    await send(lines);
    const before = await readStoredState(service.database);
    const answer = await send(lines);
    expect(answer.body).toMatchObject({ revision: before.revision, created: 0, unchanged: 2 });
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('names the line of a bad one', async () => {
    const answer = await send([user('x'), { entity: 'identity', kind: 'robot', id: 'y' }]);
    expectProblem(answer, 400, 'request.invalid');
    expect(answer.body).toMatchObject({ line: 2, pointer: '/kind' });
  });
});

/** A refused import leaves everything as it was, and nothing behind. */
async function expectRefused(
  sending: () => Promise<HttpAnswer>,
  status: number,
  code: ErrorCode,
): Promise<HttpAnswer> {
  const before = await readStoredState(service.database);
  const answer = await sending();
  expectProblem(answer, status, code);
  expect(await readStoredState(service.database)).toEqual(before);
  expect(await spools()).toEqual([]);
  return answer;
}

async function spools(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) =>
    name.startsWith(`legate-import-${process.pid}-`),
  );
}

const grantLine = (id: string, rest: object = {}): object => ({
  entity: 'grant',
  id: `00000000-0000-4000-8000-${id.padStart(12, '0')}`,
  grantor: { kind: 'user', id: 'giver' },
  grantee: { kind: 'agent', id: 'taker' },
  maxDepth: 1,
  ...scope,
  ...rest,
});

describe('who may import', () => {
  beforeAll(async () => {
    await send([user('giver'), agent('taker', 'giver'), agent('below', 'giver'), grantLine('20')]);
  });

  async function callerWith(...roles: readonly string[]): Promise<string> {
    const { body } = await service.admin.post('/admin/v1/callers', { name: 'importer', roles });
    return body.key as string;
  }

  it('an admin, but for grants, which take grants:any too', async () => {
    const admin = service.admin.as(await callerWith('admin'));
    expect((await sendImport(admin, [user('by-admin')])).status).toBe(200);
    const refused = async (): Promise<HttpAnswer> =>
      await sendImport(admin, [user('not-stored'), grantLine('30')]);
    const answer = await expectRefused(refused, 403, 'grant.not_grantor');
    expect(answer.body).toMatchObject({ line: 2 });
    const both = service.admin.as(await callerWith('admin', 'grants:any'));
    expect((await sendImport(both, [grantLine('30')])).status).toBe(200);
  });

  it('nobody else', async () => {
    const others = service.admin.as(await callerWith('audit', 'grants:any', 'decide'));
    await expectRefused(async () => await sendImport(others, [user('x')]), 403, 'caller.forbidden');
    await expectRefused(
      async () => await sendImport(service.admin.as(null), []),
      401,
      'caller.unauthenticated',
    );
  });

  it('each into its own tenant', async () => {
    await service.admin.put('/admin/v1/tenants/acme', {});
    const before = await readStoredState(service.database);
    expect((await sendImport(service.admin, [user('elsewhere')], 'acme')).status).toBe(200);
    expect((await readStoredState(service.database)).revision).toBe(before.revision);
    expect((await service.admin.get('/t/acme/admin/v1/identities/user/elsewhere')).status).toBe(
      200,
    );
    const taken = await sendImport(
      service.admin,
      [user('giver'), agent('taker', 'giver'), grantLine('20')],
      'acme',
    );
    expectProblem(taken, 409, 'grant.id_taken');
  });
});

describe('what is stored otherwise', () => {
  it('is replaced, aliases changing hands too', async () => {
    const alias = (subject: string): object => ({
      aliases: [{ issuer: 'https://swap.example', subject }],
    });
    await send([
      user('one', alias('a')),
      user('two', alias('b')),
      user('three', { status: 'suspended' }),
    ]);
    const answer = await send([
      user('new', alias('a')),
      user('one', alias('b')),
      user('two'),
      user('three', { displayName: 'Three' }),
    ]);
    expect(answer.body).toMatchObject({ created: 1, replaced: 3, unchanged: 0 });
    expect((await get('identities/user/new')).body.aliases).toMatchObject([{ subject: 'a' }]);
    expect((await get('identities/user/one')).body.aliases).toMatchObject([{ subject: 'b' }]);
    expect((await get('identities/user/three')).body).toMatchObject({
      status: 'suspended',
      displayName: 'Three',
    });
  });

  it('may not come to be its own ancestor', async () => {
    await send([agent('upper', 'giver')]);
    const circle = [
      agent('middle', 'giver', { parent: 'upper' }),
      agent('upper', 'giver', { parent: 'middle' }),
    ];
    await expectRefused(async () => await send(circle), 422, 'identity.parent_cycle');
  });
});

describe('while a large import runs', () => {
  it('revocations and suspensions are answered before it is', async () => {
    const { body: grant } = await service.admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'giver' },
      grantee: { kind: 'agent', id: 'taker' },
      ...scope,
    });
    const order: string[] = [];
    const lines = bigImport('big', { identities: 15_000, resources: 10_000, grants: 5000 });
    const importing = send(lines).finally(() => order.push('import'));
    while ((await spools()).length === 0) {
      await new Promise(setImmediate);
    }
    const revoked = await service.admin.post(`/admin/v1/grants/${grant.id}/revoke`, {
      reason: 'now',
    });
    order.push('revoke');
    const suspended = await service.admin.put('/admin/v1/identities/agent/below', {
      status: 'suspended',
      owners: [{ kind: 'user', id: 'giver' }],
    });
    order.push('suspend');
    expect([revoked.status, suspended.status]).toEqual([200, 200]);
    expect(await importing).toMatchObject({ status: 200, body: { created: 30_000 } });
    expect(order).toEqual(['revoke', 'suspend', 'import']);
    const revision = (await readStoredState(service.database)).revision;
    expect((await importing).body.revision).toBe(revision);
  }, 120_000);
});
