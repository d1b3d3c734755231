import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

const READ = { name: 'read' };
const ALICE = { type: 'user', id: 'alice' };
const ONE = { type: 'record', id: 'r-01' };
const RECORDS = Array.from({ length: 12 }, (_, at) => `r-${String(at).padStart(2, '0')}`);

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  await fill(service.admin);
});

afterAll(async () => {
  await service.stop();
});

async function fill(admin: HttpClient): Promise<void> {
  await admin.put('/admin/v1/identities/user/alice', {});
  await admin.put('/admin/v1/identities/user/bob', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/user/carol', {});
  await admin.put('/admin/v1/identities/user/dan', { status: 'suspended' });
  await admin.put('/admin/v1/identities/service/crm', { attributes: { roles: ['viewer'] } });
  const owners = [{ kind: 'user', id: 'carol' }];
  await admin.put('/admin/v1/identities/agent/helper', { owners });
  // alice is a viewer through a group in a group, and so is dan, who is suspended.
  await admin.put('/admin/v1/groups/inner', {});
  await admin.put('/admin/v1/groups/outer', {});
  await admin.put('/admin/v1/groups/inner/members/user/alice', {});
  await admin.put('/admin/v1/groups/inner/members/user/dan', {});
  await admin.put('/admin/v1/groups/outer/members/group/inner', {});
  await admin.put('/admin/v1/role-assignments/viewer/group/outer', {});
  for (const id of RECORDS) {
    await admin.put(`/admin/v1/resources/record/${id}`, {});
  }
  await admin.put('/admin/v1/resources/record/r-05', { status: 'retired' });
  await admin.put('/admin/v1/action-types/record', { actions: ['write', 'read', 'delete'] });
  await admin.put('/admin/v1/subject-types/employee', { kind: 'user' });
  await admin.post('/admin/v1/grants', {
    ...{ grantor: { kind: 'user', id: 'alice' }, grantee: { kind: 'agent', id: 'helper' } },
    ...{ actions: ['read', 'write'], resources: [{ type: 'record', id: 'r-01' }], constraints: [] },
  });
}

async function search(kind: string, body: object, client = service.admin): Promise<HttpAnswer> {
  return await client.post(`/access/v1/search/${kind}`, body);
}

async function idsOf(kind: string, body: object): Promise<readonly string[]> {
  const { status, body: found } = await search(kind, body);
  expect(status).toBe(200);
  return (found.results as { id?: string; name?: string }[]).map(
    ({ id, name }) => id ?? name ?? '',
  );
}

const LIVE = RECORDS.filter((id) => id !== 'r-05');

describe('a search for subjects', () => {
  const QUESTION = { subject: { type: 'user' }, action: READ, resource: ONE };

  it('finds those who may, through groups in groups too (AZ-41, AZ-44)', async () => {
    const { status, headers, body } = await search('subject', QUESTION);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(headers.get('cache-control')).toBe('no-store');
    const { revision } = await readStoredState(service.database);
    expect(headers.get('legate-revision')).toBe(String(revision));
    // No page where everything fits and none was asked for (AZ-49).
    expect(body).toEqual({ results: [ALICE, { type: 'user', id: 'bob' }] });
  });

  it('ignores the id of what is searched for (AZ-40)', async () => {
    for (const id of ['alice', 5, null]) {
      expect(await idsOf('subject', { ...QUESTION, subject: { type: 'user', id } })).toEqual([
        'alice',
        'bob',
      ]);
    }
  });

  it('answers with the type that was asked for, where it is mapped to a kind', async () => {
    const { body } = await search('subject', { ...QUESTION, subject: { type: 'employee' } });
    expect(body.results).toEqual(['alice', 'bob'].map((id) => ({ type: 'employee', id })));
  });

  it('finds whom an agent may act for, by act and by the context (AZ-44, DEL-13)', async () => {
    const act = { sub: 'helper' };
    const subject = { type: 'user', properties: { act } };
    expect(await idsOf('subject', { ...QUESTION, subject })).toEqual(['alice']);
    const context = { agent: 'helper' };
    expect(await idsOf('subject', { ...QUESTION, context })).toEqual(['alice']);
    const resource = { type: 'record', id: 'r-02' };
    expect(await idsOf('subject', { ...QUESTION, context, resource })).toEqual([]);
    expect(await idsOf('subject', { ...QUESTION, context: { agent: 'nobody' } })).toEqual([]);
  });

  it('refuses carriers that name different actors (DEL-13)', async () => {
    const subject = { type: 'user', properties: { act: { sub: 'helper' } } };
    const answer = await search('subject', { ...QUESTION, subject, context: { agent: 'x' } });
    expectDecisionError(answer, 400, 'request.actor_conflict');
  });
});

describe('a search for resources', () => {
  const QUESTION = { subject: ALICE, action: READ, resource: { type: 'record' } };

  it('finds the stored ones of the type, but for retired ones', async () => {
    const { body } = await search('resource', QUESTION);
    expect(body).toEqual({ results: LIVE.map((id) => ({ type: 'record', id })) });
    expect(await idsOf('resource', { ...QUESTION, action: { name: 'write' } })).toEqual([]);
  });

  it('finds what an agent reaches for the subject', async () => {
    const context = { agent: 'helper' };
    expect(await idsOf('resource', { ...QUESTION, context })).toEqual(['r-01']);
  });

  it('does not take properties of what is searched for as those of every resource (AZ-43)', async () => {
    const resource = { type: 'record', properties: { owner: 'carol' } };
    const subject = { type: 'user', id: 'carol' };
    expect(await idsOf('resource', { ...QUESTION, subject, resource })).toEqual([]);
  });
});

describe('a search for actions', () => {
  const QUESTION = { subject: { type: 'user', id: 'bob' }, resource: ONE };

  it('finds the known ones of the type, by name (AZ-41)', async () => {
    const { body } = await search('action', QUESTION);
    expect(body).toEqual({ results: [{ name: 'read' }, { name: 'write' }] });
  });

  it('ignores an action that is sent (AZ-15)', async () => {
    expect(await idsOf('action', { ...QUESTION, action: 5 })).toEqual(['read', 'write']);
  });

  it('holds the chain against each', async () => {
    const subject = { ...ALICE, properties: { act: { sub: 'helper' } } };
    expect(await idsOf('action', { subject, resource: ONE })).toEqual(['read']);
  });
});

describe('what is not stored', () => {
  const NOBODY = { type: 'user', id: 'nobody' };
  const NOTHING = { type: 'record', id: 'nothing' };

  it.each([
    ['subject', { subject: { type: 'user' }, action: READ, resource: NOTHING }],
    ['subject', { subject: { type: 'spaceship' }, action: READ, resource: ONE }],
    ['resource', { subject: NOBODY, action: READ, resource: { type: 'record' } }],
    ['resource', { subject: ALICE, action: READ, resource: { type: 'spaceship' } }],
    ['action', { subject: NOBODY, resource: ONE }],
    ['action', { subject: { type: 'spaceship', id: 'alice' }, resource: ONE }],
    ['action', { subject: { type: 'user', id: 'bob' }, resource: NOTHING }],
  ])('finds nothing, without an error: %s of %j (AZ-42)', async (kind, body) => {
    const answer = await search(kind, body);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ results: [] });
    const paged = await search(kind, { ...body, page: { limit: 3 } });
    expect(paged.body).toEqual({ page: { next_token: '', count: 0 }, results: [] });
  });

  it('is all that a revision shows which does not come', async () => {
    const body = { subject: ALICE, action: READ, resource: { type: 'record' } };
    const answer = await service.admin.send(
      'POST',
      '/access/v1/search/resource',
      JSON.stringify(body),
      { 'legate-min-revision': '999999' },
    );
    expect(answer.body).toEqual({ results: [] });
  });
});

describe('a search is refused', () => {
  it.each<readonly [string, object]>([
    ['subject', { subject: { type: 'user' }, resource: ONE }],
    ['subject', { subject: { type: 'user' }, action: READ, resource: { type: 'record' } }],
    ['subject', { subject: {}, action: READ, resource: ONE }],
    ['resource', { action: READ, resource: { type: 'record' } }],
    ['resource', { subject: { type: 'user' }, action: READ, resource: { type: 'record' } }],
    ['resource', { subject: ALICE, action: READ, resource: {} }],
    ['action', { subject: ALICE }],
    ['action', { subject: { type: 'user' }, resource: ONE }],
    ['action', { subject: ALICE, resource: ONE, context: [] }],
    ...[null, [], { limit: -1 }, { limit: 1.5 }, { limit: '1' }, { token: 5 }, { token: '' }].map(
      (page) => ['action', { subject: ALICE, resource: ONE, page }] as const,
    ),
  ])('%s of %j (AZ-1, AZ-40, AZ-45)', async (kind, body) => {
    expectDecisionError(await search(kind, body), 400, 'request.invalid');
  });

  it('without the role search', async () => {
    const { body } = await service.admin.post('/admin/v1/callers', {
      ...{ name: 'pep', roles: ['decide', 'admin'] },
    });
    for (const kind of ['subject', 'resource', 'action']) {
      const answer = await search(kind, {}, service.admin.as(body.key));
      expectDecisionError(answer, 403, 'caller.forbidden');
    }
  });
});

describe('minimal answers', () => {
  it('of a search are the same', async () => {
    const { body } = await service.admin.post('/admin/v1/callers', {
      ...{ name: 'gateway', roles: ['search'], answers: 'minimal' },
    });
    const question = { subject: ALICE, action: READ, resource: { type: 'record' } };
    const answer = await search('resource', question, service.admin.as(body.key));
    expect(answer.body).toEqual((await search('resource', question)).body);
  });
});
