import { expectDecisionError, expectNoInternals } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
  await admin.put('/admin/v1/identities/user/bob', {});
  await admin.put('/admin/v1/resources/record/bobs', { attributes: { owner: 'bob' } });
});

afterAll(async () => {
  await service.stop();
});

async function ask(changes: object): Promise<HttpAnswer> {
  return await service.admin.evaluate({ ...QUESTION, ...changes });
}

describe('an answer', () => {
  it('is exactly 200 with application/json for a permit and for a deny (AZ-10, AZ-14)', async () => {
    const permit = await ask({});
    const deny = await ask({ action: { name: 'delete' } });
    expect(permit.body).toEqual({
      decision: true,
      context: {
        evaluation_id: expect.any(String),
        mode: 'autonomous',
        reasons: ['permit.viewer'],
      },
    });
    expect(deny.body).toEqual({
      decision: false,
      context: {
        evaluation_id: expect.any(String),
        mode: 'autonomous',
        reasons: ['policy.no_match'],
      },
    });
    for (const { status, headers } of [permit, deny]) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^application\/json\b/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('carries the revision it was judged at', async () => {
    const { revision } = await readStoredState(service.database);
    const before = await ask({});
    expect(before.headers.get('legate-revision')).toBe(String(revision));
    await service.admin.put('/admin/v1/resources/record/other', {});
    const after = await ask({});
    expect(after.headers.get('legate-revision')).toBe(String(revision + 1));
  });

  it('has an id of its own, and is otherwise the same when asked again', async () => {
    const [one, other] = [await ask({}), await ask({})];
    expect(one.body.context.evaluation_id).not.toBe(other.body.context.evaluation_id);
    expect({ ...one.body.context, evaluation_id: '' }).toEqual({
      ...other.body.context,
      evaluation_id: '',
      mode: 'autonomous',
    });
  });

  it('writes nothing', async () => {
    const before = await readStoredState(service.database);
    await ask({});
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('echoes X-Request-ID (AZ-72)', async () => {
    const { admin } = service;
    const headers = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
    for (const body of [JSON.stringify(QUESTION), '{}', '{']) {
      const answer = await admin.send('POST', '/access/v1/evaluation', body, headers);
      expect(answer.headers.get('x-request-id')).toBe(headers['x-request-id']);
    }
  });

  it('is given with charset parameters and with members in any order (AZ-2, AZ-11)', async () => {
    const body = JSON.stringify({
      resource: { id: '1', type: 'record' },
      action: { name: 'read' },
      subject: { id: 'alice', type: 'user' },
    });
    const answer = await service.admin.send('POST', '/access/v1/evaluation', body, {
      'content-type': 'application/json; charset=utf-8',
    });
    expect(answer.body.decision).toBe(true);
  });
});

describe('unknown members', () => {
  it('are ignored wherever they are (AZ-2)', async () => {
    const extra = { unknown: { deep: [1, null] }, evaluations: 'x', options: 7 };
    const answer = await ask({
      ...extra,
      subject: { ...QUESTION.subject, ...extra, roles: ['admin'] },
      action: { ...QUESTION.action, ...extra, type: 1, id: 2 },
      resource: { ...QUESTION.resource, ...extra },
      context: extra,
    });
    expect(answer.body).toMatchObject({ decision: true, context: { reasons: ['permit.viewer'] } });
  });

  it.each([
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'then',
    'toJSON',
    '$ref',
    '$data',
  ])('of the name %s are ignored as others are (AZ-2)', async (name) => {
    const odd = { [name]: 'x' };
    const answer = await ask({
      ...odd,
      subject: { ...QUESTION.subject, ...odd, properties: odd },
      action: { ...QUESTION.action, ...odd, properties: odd },
      resource: { ...QUESTION.resource, ...odd, properties: odd },
      context: odd,
    });
    expect(answer.body).toMatchObject({ decision: true });
  });

  it('beside type and id are not merged into the properties (AZ-3)', async () => {
    const answer = await ask({
      subject: { type: 'user', id: 'bob' },
      resource: { type: 'record', id: '1', owner: 'bob' },
    });
    expect(answer.body.decision).toBe(false);
  });
});

describe('a request that is not one', () => {
  it.each([
    ['no subject', { subject: undefined }],
    ['no action', { action: undefined }],
    ['no resource', { resource: undefined }],
    ['no subject type', { subject: { id: 'alice' } }],
    ['no subject id', { subject: { type: 'user' } }],
    ['no action name', { action: {} }],
    ['no resource type', { resource: { id: '1' } }],
    ['no resource id', { resource: { type: 'record' } }],
  ])('(%s) answers 400 (AZ-1)', async (_, changes) => {
    expectDecisionError(await ask(changes), 400, 'request.invalid');
  });

  it.each([null, 'user', 5, true, [], [{ type: 'user', id: 'alice' }]])(
    'with %j for an entity answers 400 (AZ-1)',
    async (wrong) => {
      for (const member of ['subject', 'action', 'resource', 'context']) {
        expectDecisionError(await ask({ [member]: wrong }), 400, 'request.invalid');
      }
    },
  );

  it.each([null, '', 5, true, 0, {}, [], ['user']])(
    'with %j for a name or id answers 400, without coercion (AZ-1, AZ-5)',
    async (wrong) => {
      for (const changes of [
        { subject: { type: wrong, id: 'alice' } },
        { subject: { type: 'user', id: wrong } },
        { action: { name: wrong } },
        { resource: { type: wrong, id: '1' } },
        { resource: { type: 'record', id: wrong } },
      ]) {
        expectDecisionError(await ask(changes), 400, 'request.invalid');
      }
    },
  );

  it.each([null, 'x', 5, false, [], [1]])(
    'with %j for properties answers 400 (AZ-5)',
    async (properties) => {
      for (const member of ['subject', 'action', 'resource'] as const) {
        const answer = await ask({ [member]: { ...QUESTION[member], properties } });
        expectDecisionError(answer, 400, 'request.invalid');
      }
    },
  );

  it.each([
    ['a NUL', 'a\0b'],
    ['a line break', 'a\nb'],
    ['a zero width space', 'a\u200bb'],
    ['a right-to-left override', 'a\u202eb'],
    ['a no-break space', 'a\u00a0b'],
    ['a leading space', ' a'],
    ['a trailing space', 'a '],
    ['1,025 bytes', 'é'.repeat(513)],
    ['100,000 characters', 'x'.repeat(100_000)],
  ])('with %s in an id answers 400', async (_, id) => {
    for (const changes of [
      { subject: { type: 'user', id } },
      { subject: { type: id, id: 'alice' } },
      { action: { name: id } },
      { resource: { type: 'record', id } },
      { resource: { type: id, id: '1' } },
    ]) {
      expectDecisionError(await ask(changes), 400, 'request.invalid');
    }
  });
});

describe('ids', () => {
  it.each(['Alice', 'alicE', 'alice\u0301', 'аlice', 'ALICE'])(
    'are compared byte by byte: %s is not alice',
    async (id) => {
      const answer = await ask({ subject: { type: 'user', id } });
      expect(answer.body.context.reasons).toEqual(['subject.unknown']);
    },
  );

  it.each([
    "'; DROP TABLE identities; --",
    '$1',
    '%',
    '_',
    '\\',
    '"',
    '日本語',
    '😀',
    'a b',
    'é'.repeat(512),
  ])('may be any visible characters: %s', async (id) => {
    const path = `/admin/v1/identities/user/${encodeURIComponent(id)}`;
    expect((await service.admin.put(path, { attributes: { roles: ['viewer'] } })).status).toBe(201);
    const answer = await ask({
      subject: { type: 'user', id },
      resource: { type: id, id },
    });
    expect(answer.body.decision).toBe(true);
  });
});

describe('what the caller asserts', () => {
  it('of the subject counts for nothing: ids, not privileges', async () => {
    const answer = await ask({
      subject: { type: 'user', id: 'bob', properties: { roles: ['admin'], owner: 'bob' } },
    });
    expect(answer.body.context.reasons).toEqual(['policy.no_match']);
  });

  it('of a resource that is not stored counts', async () => {
    const subject = { type: 'user', id: 'bob' };
    const resource = { type: 'record', id: 'new', properties: { owner: 'bob' } };
    const answer = await ask({ subject, resource });
    expect(answer.body.context.reasons).toEqual(['permit.owner']);
  });

  it('of a stored resource gives way to what is stored', async () => {
    const resource = { type: 'record', id: 'bobs', properties: { owner: 'alice' } };
    const action = { name: 'share' };
    const asAlice = await ask({ action, resource });
    expect(asAlice.body.context.reasons).toEqual(['policy.no_match']);
    const asBob = await ask({ subject: { type: 'user', id: 'bob' }, action, resource });
    expect(asBob.body.context.reasons).toEqual(['permit.owner']);
  });
});

describe('a large question', () => {
  it('with thousands of members and the deepest nesting is decided', async () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`m${at}`, at]));
    let deep: object = {};
    for (let depth = 0; depth < 60; depth += 1) {
      deep = { deep };
    }
    const answer = await ask({ context: { wide, deep, list: Array(5000).fill('x') } });
    expect(answer.body).toMatchObject({ decision: true });
  });

  it('that nests deeper is refused, not half read (AZ-75)', async () => {
    let deep: object = {};
    for (let depth = 0; depth < 200; depth += 1) {
      deep = { deep };
    }
    const answer = await ask({ context: deep });
    expectDecisionError(answer, 400, 'request.malformed');
    expectNoInternals(answer);
  });
});
