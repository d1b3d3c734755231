import type { ErrorCode } from '@legate/core';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase, readStoredState } from '../support/stored-state.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  await put('user/owner', {});
});

afterAll(async () => {
  await service.stop();
});

const path = (rest: string): string => `/admin/v1/identities/${rest}`;

async function put(ref: string, body: unknown): Promise<HttpAnswer> {
  return await service.admin.put(path(ref), body);
}

async function putText(ref: string, body: string): Promise<HttpAnswer> {
  return await service.admin.send('PUT', path(ref), body);
}

async function get(ref: string): Promise<HttpAnswer> {
  return await service.admin.get(path(ref));
}

/** A refused request writes nothing. */
async function expectRefused(
  send: () => Promise<HttpAnswer>,
  status: number,
  code: ErrorCode,
): Promise<HttpAnswer> {
  const before = await readStoredState(service.database);
  const answer = await send();
  expectProblem(answer, status, code);
  expect(await readStoredState(service.database)).toEqual(before);
  return answer;
}

const pointersOf = ({ body }: HttpAnswer): readonly string[] =>
  (body.problems as readonly { readonly pointer: string }[]).map(({ pointer }) => pointer);

describe('a PUT', () => {
  it('creates with 201 and replaces with 200, each as one revision more', async () => {
    const created = await put('user/ann', {
      displayName: 'Ann',
      attributes: { team: 'a', roles: ['viewer'] },
    });
    expect(created.status).toBe(201);
    const { revision } = created.body as { revision: number };
    expect(created.body).toEqual({
      kind: 'user',
      id: 'ann',
      displayName: 'Ann',
      attributes: { team: 'a', roles: ['viewer'] },
      status: 'active',
      owners: [],
      aliases: [],
      revision: expect.any(Number),
    });
    expect(created.headers.get('legate-revision')).toBe(String(revision));

    const replaced = await put('user/ann', { attributes: { team: 'b' } });
    expect(replaced.status).toBe(200);
    expect(replaced.headers.get('legate-revision')).toBe(String(revision + 1));
    expect(replaced.body).toEqual({
      kind: 'user',
      id: 'ann',
      attributes: { team: 'b' },
      status: 'active',
      owners: [],
      aliases: [],
      revision: revision + 1,
    });
    expect((await get('user/ann')).body).toEqual(replaced.body);
  });

  it.each([
    ['empty', {}],
    [
      'full',
      { displayName: 'X', attributes: { b: [1, { c: null }], a: 1e300 }, status: 'suspended' },
    ],
    ['of a negative zero', { attributes: { zero: -0 } }],
    [
      'with a ceiling',
      { ceiling: { resources: [{ type: 'record', id: '**' }], actions: ['read'] } },
    ],
  ])('that is repeated makes no revision and answers 200: %s', async (name, body) => {
    const ref = `user/${encodeURIComponent(`same ${name}`)}`;
    const text = JSON.stringify(body).replace('"zero":0', '"zero":-0');
    const first = await putText(ref, text);
    expect(first.status).toBe(201);
    const before = await readStoredState(service.database);
    const second = await putText(ref, text);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('legate-revision')).toBe(String(before.revision));
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('leaves status and ceiling that are absent, and clears those that are null', async () => {
    const ceiling = { actions: ['read'] };
    await put('user/kept', { status: 'suspended', ceiling });
    const kept = await put('user/kept', { displayName: 'Kept' });
    expect(kept.body).toMatchObject({ status: 'suspended', ceiling, displayName: 'Kept' });

    const cleared = await put('user/kept', { status: null, ceiling: null });
    expect(cleared.body).toMatchObject({ status: 'active' });
    expect(cleared.body).not.toHaveProperty('ceiling');
    expect(cleared.body).not.toHaveProperty('displayName');
    expect((await get('user/kept')).body).toEqual(cleared.body);
  });

  it('keeps the order of owners', async () => {
    await put('service/second', {});
    const owners = [
      { kind: 'service', id: 'second' },
      { kind: 'user', id: 'owner' },
    ];
    expect((await put('agent/ordered', { owners })).body.owners).toEqual(owners);
    const turned = owners.toReversed();
    expect((await put('agent/ordered', { owners: turned })).body.owners).toEqual(turned);
    expect((await get('agent/ordered')).body.owners).toEqual(turned);
  });
});

describe('an id', () => {
  it.each(['a/b/c', 'two words', '100%', '%2F', 'żółć-日本-😀', 'a?b#c', "o'hara; --", '\\*', '+'])(
    'may be %s',
    async (id) => {
      const ref = `service/${encodeURIComponent(id)}`;
      const created = await put(ref, {});
      expect(created.status).toBe(201);
      expect(created.body.id).toBe(id);
      expect((await get(ref)).body).toEqual(created.body);
    },
  );

  it('may be of 1,024 bytes, though it is three times as long when encoded', async () => {
    const id = 'ż'.repeat(512);
    expect((await put(`user/${encodeURIComponent(id)}`, {})).body.id).toBe(id);
  });

  it.each([
    ['a zero-width space', 'a\u200bb'],
    ['a NUL', 'a\0b'],
    ['a line feed', 'a\nb'],
    ['a right-to-left override', 'a\u202eb'],
    ['1,025 bytes', 'x'.repeat(1025)],
  ])('must be visible and short, so not of %s', async (_, id) => {
    const ref = `user/${encodeURIComponent(id)}`;
    const refused = await expectRefused(async () => await put(ref, {}), 400, 'request.invalid');
    expect(pointersOf(refused)).toEqual(['/id']);
    expectProblem(await get(ref), 400, 'request.invalid');
    expectProblem(await service.admin.delete(path(ref)), 400, 'request.invalid');
  });

  it('belongs to its kind', async () => {
    await put('user/both', { attributes: { is: 'user' } });
    await put('service/both', { attributes: { is: 'service' } });
    expect((await get('user/both')).body.attributes).toEqual({ is: 'user' });
    expect((await get('service/both')).body.attributes).toEqual({ is: 'service' });
    expectProblem(await get('agent/both'), 404, 'identity.not_found');
  });
});

describe('a body', () => {
  const OWNER = { kind: 'user', id: 'owner' };

  it.each<[string, unknown, readonly string[]]>([
    ['an unknown member', { colour: 'red' }, ['/colour']],
    ['an unknown member of an owner', { owners: [{ ...OWNER, x: 1 }] }, ['/owners/0/x']],
    ['an unknown member of a ceiling', { ceiling: { verbs: [] } }, ['/ceiling/verbs']],
    ['a member with a slash and a tilde', { 'a/b~c': 1 }, ['/a~1b~0c']],
    [
      'a member that all objects have',
      { constructor: 1, toString: 2 },
      ['/constructor', '/toString'],
    ],
    ['unknown members with odd ones', { a: { constructor: 1 } }, ['/a']],
    ['an agent as an owner', { owners: [{ kind: 'agent', id: 'a' }] }, ['/owners/0/kind']],
    ['owners that are null', { owners: null }, ['/owners']],
    ['an owner that is text', { owners: ['user/owner'] }, ['/owners']],
    ['attributes that are null', { attributes: null }, ['/attributes']],
    ['attributes that are a list', { attributes: [] }, ['/attributes']],
    ['an unknown status', { status: 'asleep' }, ['/status']],
    ['a display name that is a number', { displayName: 5 }, ['/displayName']],
    ['a display name that is too long', { displayName: 'x'.repeat(257) }, ['/displayName']],
    ['a display name with a NUL', { displayName: 'a\0b' }, ['/displayName']],
    ['a ceiling with a wrong pattern', { ceiling: { actions: ['a**'] } }, ['/ceiling/actions/0']],
    ['two wrong members', { status: 1, attributes: 2 }, ['/attributes', '/status']],
  ])('is refused for %s, naming it', async (_, body, pointers) => {
    const refused = await expectRefused(
      async () => await put('user/refused', body),
      400,
      'request.invalid',
    );
    expect([...new Set(pointersOf(refused))].sort()).toEqual(pointers);
  });

  it.each(['[]', '"text"', 'null', '7'])('is refused when it is %s', async (text) => {
    await expectRefused(async () => await putText('user/refused', text), 400, 'request.invalid');
  });

  it('is refused under a kind that is unknown', async () => {
    const refused = await expectRefused(
      async () => await put('robot/x', {}),
      400,
      'request.invalid',
    );
    expect(pointersOf(refused)).toEqual(['/kind']);
  });

  it('is refused with the pointer of an owner that does not exist', async () => {
    const owners = [OWNER, { kind: 'user', id: 'nobody' }];
    const refused = await expectRefused(
      async () => await put('agent/refused', { owners }),
      422,
      'reference.unknown',
    );
    expect(refused.body.pointer).toBe('/owners/1');
  });
});

describe('attributes', () => {
  it('come back as they were, whatever their members are called', async () => {
    const attributes = {
      constructor: 'c',
      toString: 't',
      hasOwnProperty: { valueOf: [1] },
      prototype: null,
      isPrototypeOf: 1,
      '': 'empty',
      'ключ 😀': '\u2028\t"',
      big: 1e308,
      deep: [[[{ x: [] }]]],
    };
    expect((await put('user/odd', { attributes })).status).toBe(201);
    expect((await get('user/odd')).body.attributes).toEqual(attributes);
  });

  it.each([
    ['a member __proto__', '{"attributes":{"__proto__":{"admin":true}}}', 'request.malformed'],
    ['an escaped __proto__', '{"attributes":{"\\u005f_proto__":1}}', 'request.malformed'],
    ['a NUL in a value', '{"attributes":{"a":["\\u0000"]}}', 'request.invalid'],
    ['a NUL in a name', '{"attributes":{"\\u0000":1}}', 'request.invalid'],
    ['a lone surrogate', '{"attributes":{"a":"\\ud800"}}', 'request.malformed'],
    ['a lone surrogate in a name', '{"attributes":{"\\udc00":1}}', 'request.malformed'],
    ['a number out of range', '{"attributes":{"a":1e999}}', 'request.malformed'],
    ['17 levels', `{"attributes":${'{"a":'.repeat(17)}1${'}'.repeat(17)}}`, 'request.invalid'],
    [
      '30,000 levels',
      `{"attributes":${'{"a":'.repeat(30000)}1${'}'.repeat(30000)}}`,
      'request.malformed',
    ],
    [
      '30,000 levels elsewhere',
      `{"owners":${'['.repeat(30000)}${']'.repeat(30000)}}`,
      'request.malformed',
    ],
    ['broken JSON', '{"attributes":{', 'request.malformed'],
  ] as const)('are refused with %s', async (_, text, code) => {
    await expectRefused(async () => await putText('user/refused', text), 400, code);
  });
});

describe('a DELETE', () => {
  it('removes an identity, after which it is not found', async () => {
    await put('user/gone', {});
    const deleted = await service.admin.delete(path('user/gone'));
    expect(deleted.status).toBe(200);
    expect(deleted.body).toEqual({ revision: expect.any(Number) });
    expect(deleted.headers.get('legate-revision')).toBe(String(deleted.body.revision));
    expectProblem(await get('user/gone'), 404, 'identity.not_found');
    const again = async (): Promise<HttpAnswer> => await service.admin.delete(path('user/gone'));
    await expectRefused(again, 404, 'identity.not_found');
  });

  it('lets the id be created again as another identity', async () => {
    const uidOf = `SELECT uid FROM identities WHERE id = 'phoenix'`;
    await put('user/phoenix', { attributes: { a: 1 }, status: 'suspended', displayName: 'P' });
    const [old] = await queryDatabase<{ uid: string }>(service.database, uidOf);
    await service.admin.delete(path('user/phoenix'));
    expect((await put('user/phoenix', {})).status).toBe(201);
    const fresh = await get('user/phoenix');
    expect(fresh.body).toMatchObject({ attributes: {}, status: 'active', owners: [] });
    expect(fresh.body).not.toHaveProperty('displayName');
    const [anew] = await queryDatabase<{ uid: string }>(service.database, uidOf);
    expect(anew?.uid).not.toBe(old?.uid);
  });

  it('removes an agent with its owners, and one that owns itself', async () => {
    await put('agent/owned', { owners: [{ kind: 'user', id: 'owner' }] });
    expect((await service.admin.delete(path('agent/owned'))).status).toBe(200);
    await put('user/self', {});
    await put('user/self', { owners: [{ kind: 'user', id: 'self' }] });
    expect((await service.admin.delete(path('user/self'))).status).toBe(200);
  });

  it('is refused with the list of what refers to the identity', async () => {
    await put('user/boss', {});
    await put('agent/worker', { owners: [{ kind: 'user', id: 'boss' }] });
    const grant = await service.admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'boss' },
      grantee: { kind: 'agent', id: 'worker' },
      actions: ['read'],
      resources: [{ type: 'record', id: '**' }],
    });
    const held = { entity: 'grant', key: grant.body.id };
    const boss = async (): Promise<HttpAnswer> => await service.admin.delete(path('user/boss'));
    expect((await expectRefused(boss, 409, 'identity.referenced')).body.references).toEqual([
      { entity: 'identity', key: 'agent/worker' },
      held,
    ]);
    const worker = async (): Promise<HttpAnswer> =>
      await service.admin.delete(path('agent/worker'));
    expect((await expectRefused(worker, 409, 'identity.referenced')).body.references).toEqual([
      held,
    ]);
  });

  it('with ?retire=true keeps the identity and retires it, once', async () => {
    await put('user/old', { attributes: { a: 1 }, ceiling: { actions: ['read'] } });
    const retired = await service.admin.delete(path('user/old?retire=true'));
    expect(retired.status).toBe(200);
    const { body } = await get('user/old');
    expect(body).toMatchObject({ status: 'retired', attributes: { a: 1 }, ceiling: {} });
    expect(body.revision).toBe(retired.body.revision);
    const again = await service.admin.delete(path('user/old?retire=true'));
    expect(again.body).toEqual(retired.body);
    expectProblem(
      await service.admin.delete(path('user/none?retire=true')),
      404,
      'identity.not_found',
    );
  });

  it.each(['retire=yes', 'retire=true&retire=true', 'retire', 'force=true'])(
    'is refused with ?%s',
    async (query) => {
      const send = async (): Promise<HttpAnswer> =>
        await service.admin.delete(path(`user/owner?${query}`));
      await expectRefused(send, 400, 'request.invalid');
    },
  );
});
