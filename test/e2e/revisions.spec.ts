import { ProcessClock } from '@legate/directory';
import type { ClockReading } from '@legate/directory';
import { execute } from '../support/database.js';
import type { HttpAnswer } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

/** The real clocks, moved. */
class MovedClock extends ProcessClock {
  wallOffset = 0;

  override read(): ClockReading {
    return { monotonic: performance.now(), wall: Date.now() + this.wallOffset };
  }
}

const clock = new MovedClock();
let here: RunningService;
let there: RunningService;

beforeAll(async () => {
  here = await startService();
  there = await startService({ beside: here, clock });
  const { admin } = here;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/user/olga', {});
  await admin.put('/admin/v1/identities/agent/helper', { owners: [{ kind: 'user', id: 'olga' }] });
  await admin.post('/admin/v1/grants', GRANT);
});

afterEach(() => {
  clock.wallOffset = 0;
});

afterAll(async () => {
  await there.stop();
  await here.stop();
});

const GRANT = {
  grantor: { kind: 'user', id: 'alice' },
  grantee: { kind: 'agent', id: 'helper' },
  actions: ['read'],
  resources: [{ type: 'record', id: '**' }],
};
const DELEGATED = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
  context: { agent: 'helper' },
};

async function askAt(
  service: RunningService,
  minRevision: number | string,
  question: unknown = DELEGATED,
): Promise<HttpAnswer> {
  const headers = { 'legate-min-revision': String(minRevision) };
  const admin = here.admin.at(service.url);
  return await admin.send('POST', '/access/v1/evaluation', JSON.stringify(question), headers);
}

async function eventually(service: RunningService, reason: string): Promise<HttpAnswer> {
  for (;;) {
    const answer = await here.admin.at(service.url).evaluate(DELEGATED);
    if (answer.body.context.reasons.includes(reason)) {
      return answer;
    }
  }
}

describe('Legate-Min-Revision', () => {
  it('makes another process see a write at once, and the answer says its revision', async () => {
    for (const status of ['suspended', 'active', 'suspended', 'active']) {
      const written = await here.admin.put('/admin/v1/identities/user/alice', {
        attributes: { roles: ['editor'] },
        status,
      });
      const answer = await askAt(there, written.body.revision);
      expect(answer.body.decision).toBe(status === 'active');
      expect(Number(answer.headers.get('legate-revision'))).toBeGreaterThanOrEqual(
        written.body.revision,
      );
    }
  });

  it('denies after a bounded wait for a revision that does not come', async () => {
    const answer = await askAt(there, 1_000_000);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      decision: false,
      context: { reasons: ['indeterminate.stale'] },
    });
  });

  it.each(['-1', '1.5', 'abc', '1, 2', '99999999999999999999'])('refuses %s', async (text) => {
    const answer = await askAt(there, text);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('request.invalid');
  });
});

describe('what is remembered', () => {
  it('is not outlived by what it hangs on: owner, resource, grant', async () => {
    const { admin } = here;
    await admin.put('/admin/v1/resources/record/own', { attributes: { owner: 'alice' } });
    const own = { ...DELEGATED, resource: { type: 'record', id: 'own' } };
    expect((await askAt(there, 0, own)).body.context.reasons).toEqual([
      'permit.editor',
      'permit.owner',
    ]);

    const resource = await admin.put('/admin/v1/resources/record/own', {
      attributes: { owner: 'bob' },
    });
    expect((await askAt(there, resource.body.revision, own)).body.context.reasons).toEqual([
      'permit.editor',
    ]);

    const left = await admin.put('/admin/v1/identities/user/olga', { status: 'suspended' });
    expect((await askAt(there, left.body.revision)).body.context.reasons).toEqual([
      'agent.no_live_owner',
    ]);
    const back = await admin.put('/admin/v1/identities/user/olga', { status: 'active' });
    expect((await askAt(there, back.body.revision)).body.decision).toBe(true);

    const further = await admin.post('/admin/v1/grants', { ...GRANT, actions: ['write'] });
    const write = { ...DELEGATED, action: { name: 'write' } };
    expect((await askAt(there, further.body.revision, write)).body.context.grants).toEqual([
      further.body.id,
    ]);
    const revoked = await admin.post(`/admin/v1/grants/${further.body.id}/revoke`, {
      reason: 'done',
    });
    expect((await askAt(there, revoked.body.revision, write)).body.decision).toBe(false);
  });

  it('includes ids that are unknown, until they are stored', async () => {
    const question = { ...DELEGATED, subject: { type: 'user', id: 'newcomer' }, context: {} };
    expect((await askAt(there, 0, question)).body.context.reasons).toEqual(['subject.unknown']);
    const written = await here.admin.put('/admin/v1/identities/user/newcomer', {
      attributes: { roles: ['viewer'] },
    });
    expect((await askAt(there, written.body.revision, question)).body.decision).toBe(true);
  });

  it('never mixes up resources whose type and id join to the same text', async () => {
    await here.admin.put(`/admin/v1/resources/a%2Fb/c`, { attributes: { owner: 'olga' } });
    const subject = { type: 'user', id: 'olga' };
    const ask = async (type: string, id: string): Promise<HttpAnswer> =>
      await here.admin.evaluate({ subject, action: { name: 'read' }, resource: { type, id } });
    const answers = [];
    for (const [type, id] of [
      ['a/b', 'c'],
      ['a', 'b/c'],
      ['a/b', 'c'],
      ['a', 'b/c'],
    ] as const) {
      answers.push((await ask(type, id)).body.decision);
    }
    expect(answers).toEqual([true, false, true, false]);
  });

  it('never takes a subject for another whose kind and id join to the same text', async () => {
    const { admin } = here;
    await admin.put('/admin/v1/identities/user/a%2Fb', { attributes: { roles: ['admin'] } });
    const ask = async (type: string, id: string): Promise<unknown> => {
      const question = { ...DELEGATED, subject: { type, id }, context: {} };
      return (await admin.evaluate(question)).body.context.reasons;
    };
    expect(await ask('user', 'a/b')).toEqual(['permit.admin']);
    expect(await ask('user/a', 'b')).toEqual(['subject.unknown']);
    expect(await ask('user', 'a/b')).toEqual(['permit.admin']);
  });

  it('ends a key in every process', async () => {
    const caller = await here.admin.post('/admin/v1/callers', { name: 'pep', roles: ['decide'] });
    const pep = here.admin.as(caller.body.key).at(there.url);
    expect((await pep.evaluate(DELEGATED)).status).toBe(200);
    await here.admin.delete(`/admin/v1/callers/${caller.body.id}`);
    while ((await pep.evaluate(DELEGATED)).status !== 401) {
      // Until the other process has applied it; the test's time limit bounds the wait.
    }
  });
});

// Another process has written, and its notification is lost.
const WRITE_UNHEARD = `
  WITH moved AS (UPDATE tenants SET revision = revision + 1 WHERE id = 'default' RETURNING revision)
  INSERT INTO writes (tenant_id, revision, author) SELECT 'default', revision, 'unheard' FROM moved`;

describe('a write that this process does not know in time', () => {
  it('says so, and is decided on all the same', async () => {
    const hasty = await startService({ feed: { catchUpLimitMs: 0, pollIntervalMs: 60_000 } });
    const { admin } = hasty;
    const put = async (roles: readonly string[]): Promise<HttpAnswer> =>
      await admin.put('/admin/v1/identities/user/alice', { attributes: { roles } });
    const question = { ...DELEGATED, context: {} };
    await put(['editor']);
    expect((await admin.evaluate(question)).body.decision).toBe(true);
    await execute(hasty.database.url, WRITE_UNHEARD);
    const late = await put(['viewer']);
    expect(late.headers.get('legate-applied')).toBe('false');
    await put([]);
    expect((await admin.evaluate(question)).body.decision).toBe(false);
    await hasty.stop();
  });
});

describe('a process that cannot prove that it is fresh', () => {
  it('denies and is not ready when its clock has jumped, and recovers when it is right again', async () => {
    clock.wallOffset = 60_000;
    const first = await here.admin.at(there.url).evaluate(DELEGATED);
    expect(first.body.decision).toBe(false);
    expect(first.body.context.reasons[0]).toMatch(/^indeterminate\.(stale|clock)$/);
    await eventually(there, 'indeterminate.clock');
    const ready = await here.admin.at(there.url).get('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body.parts).toMatchObject({ clock: false });

    clock.wallOffset = 0;
    await eventually(there, 'permit.editor');
    expect((await here.admin.at(there.url).get('/health/ready')).status).toBe(200);
  });

  it('denies and stays unready when the counter of revisions has gone back', async () => {
    const third = await startService({ beside: here });
    try {
      await eventually(third, 'permit.editor');
      await execute(
        here.database.url,
        "UPDATE tenants SET revision = revision - 1 WHERE id = 'default'",
      );
      await eventually(third, 'indeterminate.stale');
      expect((await here.admin.at(third.url).get('/health/ready')).status).toBe(503);
    } finally {
      await third.stop();
    }
  });
});
