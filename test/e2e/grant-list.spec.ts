import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const ref = (kind: string, id: string): { kind: string; id: string } => ({ kind, id });
const READ = { actions: ['read'], resources: [{ type: 'record', id: '**' }] };

let service: RunningService;
let admin: HttpClient;
const ids = { root: '', child: '', other: '', dead: '', expired: '' };

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/a%2Fb', {});
  await admin.put('/admin/v1/identities/user/bob', {});
  for (const id of ['x', 'y']) {
    await admin.put(`/admin/v1/identities/agent/${id}`, { owners: [ref('user', 'bob')] });
  }
  const give = async (body: object): Promise<string> =>
    (await admin.post('/admin/v1/grants', { ...READ, ...body })).body.id as string;
  const [alice, bob, x, y] = [
    ref('user', 'a/b'),
    ref('user', 'bob'),
    ref('agent', 'x'),
    ref('agent', 'y'),
  ];
  ids.root = await give({ grantor: alice, grantee: x, maxDepth: 1 });
  ids.child = await give({ grantor: x, grantee: y, parent: ids.root });
  ids.other = await give({ grantor: bob, grantee: x });
  ids.expired = await give({ grantor: bob, grantee: y, expiresAt: '2020-01-01T00:00:00Z' });
  ids.dead = await give({ grantor: bob, grantee: y });
  await admin.post(`/admin/v1/grants/${ids.dead}/revoke`, { reason: 'x' });
});

afterAll(async () => {
  await service.stop();
});

const list = async (query: string): Promise<readonly string[]> => {
  const { status, body } = await admin.get(`/admin/v1/grants?${query}`);
  expect(status).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
};

describe('the list of grants', () => {
  it.each<[string, readonly (keyof typeof ids)[]]>([
    ['', ['root', 'child', 'other', 'dead', 'expired']],
    ['grantor=user/a/b', ['root']],
    ['grantor=user/a%252Fb', []],
    ['grantee=agent/y', ['child', 'dead', 'expired']],
    ['subject=user/a/b', ['root', 'child']],
    ['subject=user/a/b&grantee=agent/y', ['child']],
    ['live=true', ['root', 'child', 'other']],
    ['live=false', ['dead', 'expired']],
    ['grantor=user/nobody', []],
  ])('with ?%s has those and no others', async (query, expected) => {
    expect([...(await list(query))].sort()).toEqual(expected.map((name) => ids[name]).sort());
  });

  it('of those right below a grant', async () => {
    expect(await list(`parent=${ids.root}`)).toEqual([ids.child]);
  });

  it.each([1, 2, 4])('visits each once, %d at a time, as shown alone', async (limit) => {
    const seen: { id: string }[] = [];
    for (let cursor = ''; ;) {
      const { body } = await admin.get(`/admin/v1/grants?limit=${limit}${cursor}`);
      seen.push(...body.items);
      if (body.nextCursor === undefined) {
        break;
      }
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen.map(({ id }) => id)).toEqual(Object.values(ids).sort());
    for (const grant of seen) {
      expect((await admin.get(`/admin/v1/grants/${grant.id}`)).body).toEqual(grant);
    }
  });

  it.each(['grantor=alice', 'grantee=group/x', 'parent=1', 'live=yes', 'colour=1'])(
    'refuses ?%s',
    async (query) => {
      expectProblem(await admin.get(`/admin/v1/grants?${query}`), 400, 'request.invalid');
    },
  );

  it('refuses a cursor of another list', async () => {
    const cursor = Buffer.from('["user","ann"]').toString('base64url');
    expectProblem(await admin.get(`/admin/v1/grants?cursor=${cursor}`), 400, 'cursor.invalid');
  });
});
