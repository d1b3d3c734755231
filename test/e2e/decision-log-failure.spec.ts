import { FailingDisk } from '../support/failing-disk.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { readWriter } from '../support/spooled-entries.js';
import type { Entry } from '../support/spooled-entries.js';

const ALICE = { type: 'user', id: 'alice' };
const QUESTION = {
  subject: ALICE,
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const TABLE = {
  proxy: 'nginx',
  subject: { type: 'user', header: 'X-User' },
  routes: [
    {
      methods: ['GET'],
      path: '/r/{id}',
      action: { name: 'read' },
      resource: { type: 'record', id: '{id}' },
    },
  ],
};
const PROXIED = {
  'x-user': 'alice',
  'x-original-method': 'GET',
  'x-original-uri': '/r/1',
};

const running: RunningService[] = [];

afterEach(async () => {
  for (const service of running.splice(0)) {
    await service.stop();
  }
});

async function start(options: ServiceOptions): Promise<RunningService> {
  const service = await startService(options);
  running.push(service);
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
  await admin.put('/admin/v1/resources/record/1', {});
  await admin.put('/admin/v1/action-types/record', { actions: ['read'] });
  await admin.put('/admin/v1/route-tables/default', TABLE);
  return service;
}

/** One of each form that says yes or no. */
async function askAll(client: HttpClient): Promise<readonly HttpAnswer[]> {
  return await Promise.all([
    client.evaluate(QUESTION),
    client.post('/access/v1/evaluations', QUESTION),
    client.post('/access/v1/evaluations', { ...QUESTION, evaluations: [{}, {}] }),
    client.post('/v1/data/legate/decision', { input: QUESTION }),
    client.send('GET', '/forward-auth', undefined, PROXIED),
    client.post('/access/v1/search/resource', { ...QUESTION, resource: { type: 'record' } }),
  ]);
}

const verdictsOf = ([one, bare, many, data, proxy, search]: readonly HttpAnswer[]): object => ({
  one: one?.body.decision,
  bare: bare?.body.decision,
  many: many?.body.evaluations.map((item: Entry) => item.decision),
  data: data?.body.result.allow,
  proxy: proxy?.status,
  search: search?.status,
});

const PERMITTED = {
  one: true,
  bare: true,
  many: [true, true],
  data: true,
  proxy: 200,
  search: 200,
};
const DENIED = {
  one: false,
  bare: false,
  many: [false, false],
  data: false,
  proxy: 403,
  search: 503,
};

async function decisions({ spool }: RunningService): Promise<readonly Entry[]> {
  return (await readWriter(spool.folder)).filter(({ kind }) => kind === 'decision');
}

async function untilReady({ admin }: RunningService): Promise<void> {
  while ((await admin.get('/health/ready')).status !== 200) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('while the spool cannot be written', () => {
  it('every form is a deny with indeterminate.log, and all is well again when it can', async () => {
    const disk = new FailingDisk();
    const service = await start({ spoolDisk: disk });
    expect(verdictsOf(await askAll(service.admin))).toEqual(PERMITTED);
    expect(await decisions(service)).toHaveLength(7);

    disk.isFull = true;
    const answers = await askAll(service.admin);
    expect(verdictsOf(answers)).toEqual(DENIED);
    const [one, , many, data, proxy, search] = answers;
    expect(one?.body.context.reasons).toEqual(['indeterminate.log']);
    expect(many?.body.evaluations[1].context.reasons).toEqual(['indeterminate.log']);
    expect(data?.body.result.reasons).toEqual(['indeterminate.log']);
    expect(proxy?.headers.get('legate-reason')).toBe('indeterminate.log');
    expect(search?.body).toMatchObject({ code: 'log.unavailable' });
    const ready = await service.admin.get('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { parts: { log: false } } });

    disk.isFull = false;
    await untilReady(service);
    expect(verdictsOf(await askAll(service.admin))).toEqual(PERMITTED);
    expect(await decisions(service)).toHaveLength(14);
    const marks = (await readWriter(service.spool.folder)).filter(({ kind }) => kind === 'mark');
    expect(marks).toMatchObject([
      { event: 'start' },
      { event: 'recovered', code: 'ENOSPC', unrecorded: 7 },
    ]);
  });

  it('answers by the insecure setting, and counts', async () => {
    const disk = new FailingDisk();
    const service = await start({ spoolDisk: disk, recorder: { answersUnrecorded: true } });
    disk.isFull = true;
    expect(verdictsOf(await askAll(service.admin))).toEqual(PERMITTED);
    expect(service.spool.state.unrecorded).toBe(7);
    expect(await decisions(service)).toEqual([]);
  });
});

describe('while more is in the spool than may be', () => {
  it('decisions are denied, and it shows', async () => {
    const service = await start({ spool: { maxBytes: 2048 } });
    let last = await service.admin.evaluate(QUESTION);
    for (let asked = 0; asked < 10; asked += 1) {
      last = await service.admin.evaluate(QUESTION);
    }
    expect(last.body).toMatchObject({
      decision: false,
      context: { reasons: ['indeterminate.log'] },
    });
    const ready = await service.admin.get('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { parts: { log: false } } });
    const { bytes, maxBytes, isWritable } = service.spool.state;
    expect(bytes).toBeGreaterThan(maxBytes);
    expect(isWritable).toBe(true);
  });
});
