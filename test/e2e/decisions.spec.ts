import { randomUUID } from 'node:crypto';
import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import type { LoggedWorld } from '../support/logged-world.js';
import { bundleOf, permitting, pushBundle } from '../support/push-bundle.js';
import type { Entry } from '../support/spooled-entries.js';

const LIST = '/admin/v1/decisions';

let world: LoggedWorld;
let admin: HttpClient;

beforeAll(async () => {
  world = await startLoggedWorld();
  ({ admin } = world.service);
  const asked = ['alice', 'bob', undefined].flatMap((user) =>
    ['helper', 'scout', undefined].flatMap((agent) =>
      user === undefined && agent === undefined
        ? []
        : ['read', 'write'].flatMap((action) =>
            ['record/1', 'record/a/b', 'tool/search'].map((resource) =>
              question({
                action,
                resource,
                ...(user !== undefined && { user }),
                ...(agent !== undefined && { agent }),
              }),
            ),
          ),
    ),
  );
  for (const one of asked) {
    expect((await admin.evaluate(one)).status).toBe(200);
  }
  await admin.post('/access/v1/search/resource', {
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'tool' },
  });
  await admin.put('/admin/v1/tenants/other', {});
  const other = { ...question({ user: 'mallory' }) };
  await admin.post('/t/other/access/v1/evaluation', other);
  const pushed = await pushBundle(admin, bundleOf('v1', { 'main.rego': permitting('all') }));
  expect(pushed.status).toBe(201);
  await admin.evaluate(question({ user: 'alice' }));
  await world.shipped();
});

afterAll(async () => {
  await world.service.stop();
});

async function listAll(query: string, limit = 1000): Promise<readonly Entry[]> {
  const items: Entry[] = [];
  let cursor = '';
  do {
    const { status, body } = await admin.get(`${LIST}?limit=${limit}&${query}${cursor}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    items.push(...body.items);
    cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return items;
}

describe('the decision log, asked', () => {
  it('has every decision as its exact entry, the newest first', async () => {
    const stored = (await world.stored()).filter(({ kind }) => kind === 'decision');
    expect(stored.length).toBeGreaterThan(48);
    const { body } = await admin.get(`${LIST}?limit=1000`);
    expect(body).toEqual({ items: stored });
  });

  it.each<[string, string, (entry: Entry, world: LoggedWorld) => boolean]>([
    ['a subject', 'subject=user/bob', ({ subject }) => subject.id === 'bob'],
    ['a type of subject', 'subject_type=agent', ({ subject }) => subject.type === 'agent'],
    ['an actor', 'actor=agent/scout', ({ actor }) => actor?.id === 'scout'],
    ['a type of actor', 'actor_type=agent', ({ actor }) => actor?.type === 'agent'],
    ['an owner', 'owner=user/bob', ({ owner }) => owner?.includes('user:bob')],
    ['an action', 'action=write', ({ action }) => action.name === 'write'],
    ['a resource', 'resource=record/a/b', ({ resource }) => resource.id === 'a/b'],
    ['a type of resource', 'resource_type=tool', ({ resource }) => resource.type === 'tool'],
    ['an outcome', 'outcome=deny', ({ outcome }) => outcome === 'deny'],
    ['a reason', 'reason=grant.none', ({ reasons }) => reasons.includes('grant.none')],
    ['a grant', 'grant=HELPER', ({ chain }, { grants }) => chain.includes(grants.helper)],
    ['a bundle', 'bundle=v1', ({ bundleRevision }) => bundleRevision === 'v1'],
    [
      'several at once',
      'subject=user/alice&actor=agent/helper&action=read&outcome=permit&grant=HELPER&owner=user/alice',
      ({ subject, actor, action, outcome }) =>
        subject.id === 'alice' &&
        actor?.id === 'helper' &&
        action.name === 'read' &&
        outcome === 'permit',
    ],
  ])('can be narrowed to %s, in pages too', async (_, query, holds) => {
    const stored = (await world.stored()).filter(({ kind }) => kind === 'decision');
    const filled = query.replaceAll('HELPER', world.grants.helper);
    const wanted = stored.filter((entry) => holds(entry, world));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(stored.length);
    expect(await listAll(filled)).toEqual(wanted);
    expect(await listAll(filled, 3)).toEqual(wanted);
  });

  it('can be narrowed to a stretch of time, from its start to before its end', async () => {
    const stored = await world.stored();
    const [newer, older] = [stored.at(4), stored.at(-4)];
    const wanted = stored.filter(({ at }) => at >= older.at && at < newer.at);
    expect(await listAll(`kind=all&from=${older.at}&to=${newer.at}`, 7)).toEqual(wanted);
  });

  it('finds one decision, in the list and by itself', async () => {
    const [entry] = await world.stored();
    expect(await listAll(`kind=all&decision_id=${entry.decisionId.toUpperCase()}`)).toEqual([
      entry,
    ]);
    const { status, body } = await admin.get(`${LIST}/${entry.decisionId}`);
    expect({ status, body }).toEqual({ status: 200, body: entry });
  });

  it('has an answer within the delay of shipping, by the id that the answer has', async () => {
    const { body } = await admin.evaluate(question({ user: 'alice', resource: 'record/canary' }));
    await world.shipped();
    const id: string = body.context.evaluation_id;
    expect((await admin.get(`${LIST}/${id}`)).body).toMatchObject({
      decisionId: id,
      resource: { id: 'canary' },
    });
  });

  it('says of what it does not have that it does not', async () => {
    expectProblem(await admin.get(`${LIST}/${randomUUID()}`), 404, 'decision.not_found');
    expect(await listAll(`decision_id=${randomUUID()}`)).toEqual([]);
    expect(await listAll('subject=user/a%00b'.replace('%00', '%E2%90%80'))).toEqual([]);
  });

  it('shows no entry of another tenant, in any way', async () => {
    const [foreign] = await world.stored('other');
    expect(foreign.subject.id).toBe('mallory');
    expectProblem(await admin.get(`${LIST}/${foreign.decisionId}`), 404, 'decision.not_found');
    expect(await listAll(`decision_id=${foreign.decisionId}`)).toEqual([]);
    expect(await listAll('subject=user/mallory&kind=all')).toEqual([]);
    const there = await admin.get(`/t/other${LIST}?subject=user/mallory`);
    expect(there.body.items).toEqual([foreign]);
    const { body: page } = await admin.get(`${LIST}?limit=1`);
    expectProblem(
      await admin.get(`/t/other${LIST}?cursor=${page.nextCursor}`),
      400,
      'cursor.invalid',
    );
  });

  it('is for auditors and admins; others are refused', async () => {
    for (const [role, status] of [
      ['audit', 200],
      ['admin', 200],
      ['decide', 403],
      ['search', 403],
      ['policy:push', 403],
      ['grants:any', 403],
    ] as const) {
      const { body } = await admin.post('/admin/v1/callers', { name: role, roles: [role] });
      const as = admin.as(body.key);
      expect({ role, status: (await as.get(LIST)).status }).toEqual({ role, status });
      const one = await as.get(`${LIST}/${randomUUID()}`);
      expect({ role, status: one.status }).toEqual({ role, status: status === 200 ? 404 : 403 });
    }
    expectProblem(await admin.as(null).get(LIST), 401, 'caller.unauthenticated');
  });

  it.each([
    'from=yesterday',
    'from=2026-02-30T00:00:00Z',
    'to=2026-01-01',
    'kind=mark',
    'kind=decision&kind=admin',
    'subject=alice',
    'subject=user/',
    'subject=/alice',
    'subject=user/a%00b',
    'subject=user/alice&subject_type=user',
    'actor=agent/%E2%80%8B',
    'actor_type=',
    'owner=user:alice',
    'action=',
    `action=${'x'.repeat(1025)}`,
    'resource=record',
    'resource_type=%20',
    'outcome=PERMIT',
    'outcome=permit&outcome=deny',
    'reason=%0A',
    'grant=1',
    'grant=%27%20OR%201=1',
    'bundle=a%00',
    'decision_id=x',
    'limit=0',
    'limit=1001',
    'limit=1e2',
    'more=1',
    'constructor=1',
  ])('refuses %s', async (query) => {
    expectProblem(await admin.get(`${LIST}?${query}`), 400, 'request.invalid');
  });

  it('refuses cursors that it has not made, or for another question', async () => {
    const { body } = await admin.get(`${LIST}?limit=1&action=read`);
    const own = JSON.parse(Buffer.from(body.nextCursor, 'base64url').toString()) as string[];
    const forge = (at: number, text: string): string =>
      Buffer.from(JSON.stringify(own.with(at, text))).toString('base64url');
    const forged = ['x', '', forge(0, '1e3'), forge(1, 'x'), forge(2, '-1'), forge(3, 'x')];
    for (const cursor of [...forged, encodeURIComponent('[]')]) {
      const answer = await admin.get(`${LIST}?action=read&cursor=${cursor}`);
      expectProblem(answer, 400, 'cursor.invalid');
    }
    expectProblem(await admin.get(`${LIST}?cursor=${body.nextCursor}`), 400, 'cursor.invalid');
    expect((await admin.get(`${LIST}?action=read&cursor=${body.nextCursor}`)).status).toBe(200);
  });

  it('refuses an id that is none', async () => {
    expectProblem(await admin.get(`${LIST}/x`), 400, 'request.invalid');
  });
});
