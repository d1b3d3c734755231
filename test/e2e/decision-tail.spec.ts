import { closeApp } from '../../apps/pdp/src/start/close-app.js';
import { execute } from '../support/database.js';
import { EventStream } from '../support/event-stream.js';
import type { StreamEvent } from '../support/event-stream.js';
import { expectProblem } from '../support/expect-error.js';
import { HttpClient } from '../support/http-client.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import type { LoggedWorld } from '../support/logged-world.js';
import { startService } from '../support/running-service.js';
import type { Entry } from '../support/spooled-entries.js';

const TAIL = '/admin/v1/decisions/tail';

let world: LoggedWorld;
let admin: HttpClient;
const open: EventStream[] = [];

beforeEach(async () => {
  world = await startLoggedWorld({ logReads: { maxTails: 2 } });
  ({ admin } = world.service);
});

afterEach(async () => {
  for (const stream of open.splice(0)) {
    stream.close();
  }
  await world.service.stop();
});

/** Follows, from now on when nothing else is said. One that was closed gives its place back a moment later. */
async function follow(query = '', lastEventId?: string): Promise<EventStream> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const { url, key } = world.service;
  for (;;) {
    const stream = await EventStream.open(`${url}${TAIL}?${query}`, key, headers);
    if (stream.response.statusCode !== 503) {
      open.push(stream);
      expect(stream.response.statusCode).toBe(200);
      expect(await stream.next()).toMatchObject({ id: null, data: null });
      expect(await stream.next()).toMatchObject({ id: expect.any(String), data: null });
      return stream;
    }
    stream.close();
  }
}

async function ask(count: number, client = admin, user = 'alice'): Promise<readonly string[]> {
  const answers = Array.from(
    { length: count },
    async () => await client.evaluate(question({ user })),
  );
  return (await Promise.all(answers)).map(({ body }) => body.context.evaluation_id);
}

const idsOf = (events: readonly StreamEvent[]): readonly string[] =>
  events.map(({ data }) => JSON.parse(data ?? '').decisionId);

describe('who follows the decision log', () => {
  it('gets each entry once it is shipped, exactly as it is stored, and none from before', async () => {
    await ask(3);
    await world.shipped();
    const stream = await follow();
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const ids = await ask(20);
    const events = await stream.take('entry', 20);
    expect(idsOf(events).toSorted()).toEqual(ids.toSorted());
    const stored = await world.stored();
    expect(events.map(({ data }) => JSON.parse(data ?? ''))).toEqual(
      stored.slice(0, 20).toReversed(),
    );
  });

  it('gets those of every process', async () => {
    const beside = await startService({ beside: world.service, shipping: {} });
    try {
      const stream = await follow();
      const other = new HttpClient(beside.url, beside.key);
      const ids = [...(await ask(10)), ...(await ask(10, other)), ...(await ask(5))];
      expect(idsOf(await stream.take('entry', 25)).toSorted()).toEqual(ids.toSorted());
      const events = idsOf(await (await follow('', '1.0')).take('entry', 25));
      expect(events.toSorted()).toEqual(ids.toSorted());
    } finally {
      await beside.stop();
    }
  });

  it('goes on behind any event that it has got, without a gap and without a repetition', async () => {
    const stream = await follow();
    const ids = await ask(12);
    const events = await stream.take('entry', 12);
    const order = idsOf(events);
    expect(order.toSorted()).toEqual(ids.toSorted());
    stream.close();
    const later = await ask(3);
    for (const at of [0, 5, 10, 11]) {
      const again = await follow('', events[at]?.id ?? '');
      const rest = idsOf(await again.take('entry', 12 - at - 1 + 3));
      expect(rest.slice(0, 11 - at)).toEqual(order.slice(at + 1));
      expect(rest.slice(11 - at).toSorted()).toEqual(later.toSorted());
      again.close();
    }
  });

  it('gets only what its filters are about', async () => {
    const stream = await follow('subject=user/bob&outcome=permit');
    await ask(5);
    const ids = await ask(2, admin, 'bob');
    expect(idsOf(await stream.take('entry', 2)).toSorted()).toEqual(ids.toSorted());
  });

  it('gets nothing of another tenant', async () => {
    await admin.put('/admin/v1/tenants/other', {});
    const stream = await follow('kind=all');
    await admin.post('/t/other/access/v1/evaluation', question({ user: 'mallory' }));
    await world.shipped();
    const [own] = await ask(1);
    const seen: Entry[] = [];
    while (seen.at(-1)?.decisionId !== own) {
      const [{ data } = {}] = await stream.take('entry', 1);
      seen.push(JSON.parse(data ?? ''));
    }
    expect(seen.filter(({ tenant }) => tenant !== 'default')).toEqual([]);
  });

  it('is told when it has missed what is not numbered any more', async () => {
    await ask(2);
    await world.shipped();
    await execute(world.service.database.url, 'DELETE FROM log_shipments');
    const { url, key } = world.service;
    const stream = await EventStream.open(`${url}${TAIL}`, key, { 'last-event-id': '1.1' });
    open.push(stream);
    expect(await stream.next()).toMatchObject({ event: null });
    expect(await stream.next()).toMatchObject({ event: 'gap', data: '{}' });
    const ids = await ask(1);
    expect(idsOf(await stream.take('entry', 1))).toEqual(ids);
  });

  it('is ended when the service stops', async () => {
    const stream = await follow();
    const stopped = closeApp(world.service.app);
    expect(await stream.next()).toBeNull();
    await stopped;
  });

  it('is one of so many at most', async () => {
    const first = await follow();
    await follow();
    expectProblem(await admin.get(TAIL), 503, 'log.busy');
    first.close();
    await follow();
  });

  it.each(['x', '1', '1.2.3', '-1.0', '1.0; DROP', '1e3.0'])(
    'is refused with Last-Event-ID %s',
    async (id) => {
      const answer = await admin.send('GET', TAIL, undefined, { 'last-event-id': id });
      expectProblem(answer, 400, 'cursor.invalid');
    },
  );

  it('may be an auditor or admin, nobody else', async () => {
    const { body } = await admin.post('/admin/v1/callers', { name: 'd', roles: ['decide'] });
    expectProblem(await admin.as(body.key).get(TAIL), 403, 'caller.forbidden');
    expectProblem(await admin.get(`${TAIL}?limit=1`), 400, 'request.invalid');
  });
});
