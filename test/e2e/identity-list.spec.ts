import { expectProblem } from '../support/expect-error.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

let service: RunningService;

const LIST = '/admin/v1/identities';
const KINDS = ['agent', 'service', 'user'] as const;
const REFS = Array.from({ length: 25 }, (_, at) => `${KINDS[at % 3] ?? 'user'}/n-${at}`);

beforeAll(async () => {
  service = await startService();
  for (const ref of REFS) {
    await service.admin.put(`${LIST}/${ref}`, { attributes: { ref } });
  }
});

afterAll(async () => {
  await service.stop();
});

interface ReadPage {
  readonly refs: readonly string[];
  readonly nextCursor: string | undefined;
}

async function readPage(query: Readonly<Record<string, string>>): Promise<ReadPage> {
  const { status, body } = await service.admin.get(
    `${LIST}?${new URLSearchParams(query).toString()}`,
  );
  expect(status).toBe(200);
  const items = body.items as readonly { kind: string; id: string }[];
  return { refs: items.map(({ kind, id }) => `${kind}/${id}`), nextCursor: body.nextCursor };
}

async function readPages(query: Readonly<Record<string, string>>): Promise<readonly ReadPage[]> {
  const pages = [await readPage(query)];
  for (let cursor = pages[0]?.nextCursor; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
    pages.push(await readPage({ ...query, cursor }));
  }
  return pages;
}

describe('the list of identities', () => {
  it.each([1, 4, 5, 24, 25, 1000])('visits each once in order, %i at a time', async (limit) => {
    const pages = await readPages({ limit: String(limit) });
    expect(pages.flatMap(({ refs }) => refs)).toEqual(REFS.toSorted());
    expect(pages).toHaveLength(Math.ceil(REFS.length / limit));
  });

  it('is one page when no limit is given', async () => {
    const { refs, nextCursor } = await readPage({});
    expect(refs).toEqual(REFS.toSorted());
    expect(nextCursor).toBeUndefined();
  });

  it.each(KINDS)('can be of one kind: %s', async (kind) => {
    const pages = await readPages({ kind, limit: '3' });
    const wanted = REFS.filter((ref) => ref.startsWith(`${kind}/`)).toSorted();
    expect(pages.flatMap(({ refs }) => refs)).toEqual(wanted);
  });

  it('shows identities as they are shown alone', async () => {
    const { body } = await service.admin.get(`${LIST}?kind=agent&limit=1`);
    const alone = await service.admin.get(`${LIST}/agent/${body.items[0].id}`);
    expect(body.items).toEqual([alone.body]);
  });

  it('goes on behind a cursor whose identity is gone', async () => {
    await service.admin.put(`${LIST}/user/a-1`, {});
    await service.admin.put(`${LIST}/user/a-2`, {});
    const { refs, nextCursor = '' } = await readPage({ kind: 'user', limit: '2' });
    expect(refs).toEqual(['user/a-1', 'user/a-2']);
    await service.admin.delete(`${LIST}/user/a-1`);
    await service.admin.delete(`${LIST}/user/a-2`);
    const rest = await readPage({ kind: 'user', cursor: nextCursor });
    expect(rest.refs).toEqual(REFS.filter((ref) => ref.startsWith('user/')).toSorted());
  });

  const encoded = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([
    '',
    'nonsense',
    '%00',
    encoded(['user']),
    encoded(['user', 1]),
    encoded(['user', 'a', 'b']),
    encoded(['user', 'a\0']),
    encoded({ 0: 'user', 1: 'a', length: 2 }),
    encoded(null),
  ])('refuses a cursor it has not made: "%s"', async (cursor) => {
    expectProblem(await service.admin.get(`${LIST}?cursor=${cursor}`), 400, 'cursor.invalid');
  });

  it('refuses a cursor that is too long', async () => {
    const cursor = 'x'.repeat(8193);
    expectProblem(await service.admin.get(`${LIST}?cursor=${cursor}`), 400, 'request.invalid');
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=1001',
    'limit=1.5',
    'limit=ten',
    'limit=',
    'limit=01',
    'limit=1&limit=2',
    'kind=robot',
    'kind=',
    'kind=user&kind=agent',
    'cursor=a&cursor=b',
    'status=deleted',
    'owner=alice',
    'owner=agent/helper',
    'unknown=1',
  ])('refuses ?%s', async (query) => {
    expectProblem(await service.admin.get(`${LIST}?${query}`), 400, 'request.invalid');
  });
});
