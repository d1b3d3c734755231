import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import { sendImport } from '../support/import-client.js';
import type { ImportText } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
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

describe('an import', () => {
  it('stores every kind of object as one revision, lines that refer to later ones too', async () => {
    const grant = '0b0f7c1e-7a63-4c0e-8d5e-9a3f6d1c2b4a';
    const child = '1B0F7C1E-7A63-4C0E-8D5E-9A3F6D1C2B4A';
    const { revision: before } = await readStoredState(service.database);
    const scope = { actions: ['read'], resources: [{ type: 'record', id: 'crm/**' }] };
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
