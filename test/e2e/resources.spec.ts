import type { ErrorCode } from '@legate/core';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
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

const MAX_PARENTS = 32;

const pathOf = (ref: string): string => `/admin/v1/resources/${ref}`;
const folder = (id: string): { type: string; id: string } => ({ type: 'folder', id });

async function put(ref: string, body: unknown): Promise<HttpAnswer> {
  return await service.admin.put(pathOf(ref), body);
}

async function get(ref: string): Promise<HttpAnswer> {
  return await service.admin.get(pathOf(ref));
}

async function remove(ref: string): Promise<HttpAnswer> {
  return await service.admin.delete(pathOf(ref));
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
    await put('folder/crm', {});
    const created = await put('record/1', { attributes: { owner: 'ann' }, parent: folder('crm') });
    const { revision } = created.body as { revision: number };
    expect(created.status).toBe(201);
    expect(created.headers.get('legate-revision')).toBe(String(revision));
    expect(created.body).toEqual({
      type: 'record',
      id: '1',
      attributes: { owner: 'ann' },
      parent: folder('crm'),
      status: 'active',
      revision: expect.any(Number),
    });

    const replaced = await put('record/1', {});
    expect(replaced.status).toBe(200);
    expect(replaced.headers.get('legate-revision')).toBe(String(revision + 1));
    expect(replaced.body).toEqual({
      type: 'record',
      id: '1',
      attributes: {},
      status: 'active',
      revision: revision + 1,
    });
    expect((await get('record/1')).body).toEqual(replaced.body);
  });

  it('that is repeated makes no revision and answers 200', async () => {
    await put('folder/root', {});
    const body = { parent: folder('root'), attributes: { b: [1, null], a: { c: -0.5 } } };
    const first = await put('folder/same', body);
    expect(first.status).toBe(201);
    const before = await readStoredState(service.database);
    const second = await put('folder/same', body);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('legate-revision')).toBe(String(before.revision));
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it.each(['crm/accounts/17', 'two words', '100%', '%2F', 'żółć-日本-😀', 'a?b#c', '**'])(
    'takes the id %s',
    async (id) => {
      const ref = `${encodeURIComponent('odd/type 1')}/${encodeURIComponent(id)}`;
      const created = await put(ref, {});
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({ type: 'odd/type 1', id });
      expect((await get(ref)).body).toEqual(created.body);
    },
  );

  it('gives back attributes as they were, whatever their members are called', async () => {
    const attributes = { constructor: 1, toString: [2], prototype: { valueOf: null }, '': 'x' };
    expect((await put('record/odd', { attributes })).status).toBe(201);
    expect((await get('record/odd')).body.attributes).toEqual(attributes);
  });

  it.each<[string, string, unknown, readonly string[]]>([
    ['an invisible id', 'record/a%E2%80%8Bb', {}, ['/id']],
    ['an invisible type', 'a%00b/x', {}, ['/type']],
    ['an unknown member', 'record/x', { colour: 1 }, ['/colour']],
    ['a status that none has', 'record/x', { status: 'suspended' }, ['/status']],
    ['a digest that is none', 'record/x', { digest: 'sha256:AB' }, ['/digest']],
    ['an owner of no kind', 'tool/x', { owner: { kind: 'group', id: 'a' } }, ['/owner/kind']],
    ['a parent without an id', 'record/x', { parent: { type: 'folder' } }, ['/parent/id']],
    ['a parent with more', 'record/x', { parent: { ...folder('a'), b: 1 } }, ['/parent/b']],
    ['a parent that is null', 'record/x', { parent: null }, ['/parent']],
    ['a parent that is text', 'record/x', { parent: 'folder/a' }, ['/parent']],
    ['attributes that are a list', 'record/x', { attributes: [] }, ['/attributes']],
  ])('is refused for %s, naming it', async (_, ref, body, pointers) => {
    const refused = await expectRefused(async () => await put(ref, body), 400, 'request.invalid');
    expect([...new Set(pointersOf(refused))]).toEqual(pointers);
  });
});

describe('a parent', () => {
  it('must exist', async () => {
    const refused = await expectRefused(
      async () => await put('record/orphan', { parent: folder('nowhere') }),
      422,
      'reference.unknown',
    );
    expect(refused.body.pointer).toBe('/parent');
    expectProblem(await get('record/orphan'), 404, 'resource.not_found');
  });

  it('is not the resource itself', async () => {
    await put('folder/me', {});
    const refused = await expectRefused(
      async () => await put('folder/me', { parent: folder('me') }),
      422,
      'resource.parent_cycle',
    );
    expect(refused.body.pointer).toBe('/parent');
    expect((await get('folder/me')).body).not.toHaveProperty('parent');
  });

  it('is not the resource itself while it is being created', async () => {
    await expectRefused(
      async () => await put('folder/new', { parent: folder('new') }),
      422,
      'resource.parent_cycle',
    );
  });

  it('is not below the resource', async () => {
    await put('folder/a', {});
    await put('folder/b', { parent: folder('a') });
    await put('folder/c', { parent: folder('b') });
    await expectRefused(
      async () => await put('folder/a', { parent: folder('c') }),
      422,
      'resource.parent_cycle',
    );
  });

  it(`may be the ${MAX_PARENTS}nd above the resource, and not one more`, async () => {
    await put('level/0', {});
    for (let level = 1; level <= MAX_PARENTS; level += 1) {
      const parent = { type: 'level', id: String(level - 1) };
      expect((await put(`level/${level}`, { parent })).status).toBe(201);
    }
    const tooDeep = { parent: { type: 'level', id: String(MAX_PARENTS) } };
    await expectRefused(
      async () => await put('level/too-deep', tooDeep),
      422,
      'resource.parent_cycle',
    );
  });
});

describe('a DELETE', () => {
  it('removes a resource, after which it is not found and can be created anew', async () => {
    await put('record/gone', { attributes: { a: 1 } });
    const deleted = await remove('record/gone');
    expect(deleted.status).toBe(200);
    expect(deleted.body).toEqual({ revision: expect.any(Number) });
    expect(deleted.headers.get('legate-revision')).toBe(String(deleted.body.revision));
    expectProblem(await get('record/gone'), 404, 'resource.not_found');
    await expectRefused(async () => await remove('record/gone'), 404, 'resource.not_found');
    expect((await put('record/gone', {})).status).toBe(201);
    expect((await get('record/gone')).body.attributes).toEqual({});
  });

  it('is refused with the list of children until they are gone', async () => {
    await put('folder/full', {});
    await put('record/child', { parent: folder('full') });
    const refused = await expectRefused(
      async () => await remove('folder/full'),
      409,
      'resource.referenced',
    );
    expect(refused.body.references).toEqual([{ entity: 'resource', key: 'record/child' }]);
    await put('record/child', {});
    expect((await remove('folder/full')).status).toBe(200);
  });

  it('lists at most 100 children', async () => {
    await put('folder/many', {});
    for (let at = 0; at < 101; at += 1) {
      await put(`leaf/${at}`, { parent: folder('many') });
    }
    const refused = await remove('folder/many');
    expectProblem(refused, 409, 'resource.referenced');
    expect(refused.body.references).toHaveLength(100);
  });
});

describe('the list', () => {
  async function readAll(query: string): Promise<readonly string[][]> {
    const pages: string[][] = [];
    let cursor = '';
    do {
      const answer = await service.admin.get(`/admin/v1/resources?${query}${cursor}`);
      expect(answer.status).toBe(200);
      const items = answer.body.items as readonly { type: string; id: string }[];
      pages.push(items.map(({ type, id }) => `${type}/${id}`));
      const next = answer.body.nextCursor as string | undefined;
      cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    } while (cursor !== '');
    return pages;
  }

  it('of a type visits each of its resources once, in byte order', async () => {
    const ids = ['Z', 'a', 'B', 'é', 'a/b', '😀', '10', '9', 'ａ'];
    for (const id of ids) {
      await put(`listed/${encodeURIComponent(id)}`, {});
    }
    const inOrder = ids
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((id) => `listed/${id}`);
    const pages = await readAll('type=listed&limit=3');
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 3]);
    expect(pages.flat()).toEqual(inOrder);
    expect(await readAll('type=none')).toEqual([[]]);
  });

  it('of all types visits each resource once', async () => {
    const all = (await readAll('limit=1000')).flat();
    const paged = (await readAll('limit=7')).flat();
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe((await readStoredState(service.database)).rows['resources']);
  });

  it.each([
    ['limit=0', 'request.invalid'],
    ['type=', 'request.invalid'],
    ['type=a&type=b', 'request.invalid'],
    ['kind=user', 'request.invalid'],
    ['cursor=nonsense', 'cursor.invalid'],
  ] as const)('refuses ?%s', async (query, code) => {
    expectProblem(await service.admin.get(`/admin/v1/resources?${query}`), 400, code);
  });
});
