import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase, readStoredState } from '../support/stored-state.js';

const ALICE = { kind: 'user', id: 'alice' };
const AGENT = { kind: 'agent', id: 'helper' };
const SCOPE = { actions: ['read'], resources: [{ type: 'record', id: '**' }] };

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  for (const id of ['helper', 'sub']) {
    await admin.put(`/admin/v1/identities/agent/${id}`, { owners: [ALICE] });
  }
});

afterAll(async () => {
  await service.stop();
});

async function createGrant(changes: object = {}): Promise<HttpAnswer> {
  return await admin.post('/admin/v1/grants', {
    grantor: ALICE,
    grantee: AGENT,
    ...SCOPE,
    ...changes,
  });
}

const numbers = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, at) => from + at);

async function atOnce<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  return await Promise.all(numbers(count).map(work));
}

async function readRevision(): Promise<number> {
  return (await readStoredState(service.database)).revision;
}

/** Revisions of the feed after `revision`, with what each changed, oldest first. */
async function readFeed(after: number): Promise<{ revision: number; key: string }[]> {
  return await queryDatabase(
    service.database,
    `SELECT w.revision::int, c.key FROM changes c JOIN writes w ON w.id = c.write_id
     WHERE w.revision > $1 ORDER BY w.revision, c.position`,
    [after],
  );
}

describe('many writes at once', () => {
  it('of every kind take one revision each, without a gap, in the order of the feed', async () => {
    const before = await readRevision();
    const writes = [
      async (at: number) => await admin.put(`/admin/v1/identities/user/u${at}`, {}),
      async (at: number) => await admin.put(`/admin/v1/resources/record/r${at}`, {}),
      async () => await createGrant(),
      async (at: number) => await admin.post('/admin/v1/callers', { name: `c${at}`, roles: [] }),
      async (at: number) =>
        await admin.put('/admin/v1/identities/user/shared', { attributes: { at } }),
    ];
    const answers = await atOnce(50, async (at) => await writes[at % writes.length]?.(at));
    for (const answer of answers) {
      expect([200, 201]).toContain(answer?.status);
    }
    const revisions = answers.map((answer) => Number(answer?.body.revision));
    expect(revisions.toSorted((one, other) => one - other)).toEqual(numbers(50, before + 1));
    expect(answers.map((answer) => Number(answer?.headers.get('legate-revision')))).toEqual(
      revisions,
    );
    expect((await readFeed(before)).map(({ revision }) => revision)).toEqual(
      numbers(50, before + 1),
    );
    expect(await readRevision()).toBe(before + 50);
  });

  it('of one object leave the last of them, as the feed has it', async () => {
    await atOnce(
      20,
      async (at) => await admin.put('/admin/v1/resources/record/hot', { attributes: { at } }),
    );
    const { body } = await admin.get('/admin/v1/resources/record/hot');
    const [last] = await queryDatabase<{ document: unknown }>(
      service.database,
      "SELECT document FROM changes WHERE key = 'record/hot' ORDER BY write_id DESC LIMIT 1",
    );
    const { revision, ...document } = body;
    expect(last?.document).toEqual(document);
  });

  it('that create the same object create it once', async () => {
    const before = await readRevision();
    const answers = await atOnce(
      10,
      async () => await admin.put('/admin/v1/resources/record/same', {}),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([...Array<number>(9).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await readRevision()).toBe(before + 1);
  });

  it('of which some are refused leave no gap', async () => {
    const before = await readRevision();
    const answers = await atOnce(30, async (at) =>
      at % 3 === 0
        ? await createGrant()
        : await createGrant({ grantee: { kind: 'agent', id: 'nobody' } }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(20);
    expect((await readFeed(before)).map(({ revision }) => revision)).toEqual(
      numbers(10, before + 1),
    );
  });

  it("that make each other's ancestors make no cycle", async () => {
    await atOnce(6, async (at) => await admin.put(`/admin/v1/resources/ring/${at}`, {}));
    const answers = await atOnce(
      6,
      async (at) =>
        await admin.put(`/admin/v1/resources/ring/${at}`, {
          parent: { type: 'ring', id: String((at + 1) % 6) },
        }),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => body.code)).toEqual(['resource.parent_cycle']);
  });
});

describe('a PUT of what is stored already', () => {
  it('makes no revision and no change', async () => {
    const identity = {
      displayName: 'B',
      attributes: { b: [1, { c: null }], a: 'é' },
      owners: [ALICE],
    };
    const resource = { attributes: { x: 1.5 }, parent: { type: 'record', id: 'top' } };
    await admin.put('/admin/v1/resources/record/top', {});
    const puts = [
      async () => await admin.put('/admin/v1/identities/agent/put', identity),
      async () => await admin.put('/admin/v1/resources/record/put', resource),
    ];
    for (const put of puts) {
      const first = await put();
      const before = await readStoredState(service.database);
      const second = await put();
      expect(second.status).toBe(200);
      expect(second.body).toEqual(first.body);
      expect(second.headers.get('legate-revision')).toBe(String(before.revision));
      expect(await readStoredState(service.database)).toEqual(before);
    }
  });
});

describe('revoking a parent while children are made', () => {
  it('leaves none that came after it, and none that counts (REV-2)', async () => {
    for (const round of numbers(8)) {
      const parent = (await createGrant({ maxDepth: 1 })).body.id as string;
      const below = { grantor: AGENT, grantee: { kind: 'agent', id: 'sub' }, parent };
      const [revoked, ...children] = await Promise.all([
        admin.post(`/admin/v1/grants/${parent}/revoke`, { reason: `round ${round}` }),
        ...numbers(6).map(async () => await createGrant(below)),
      ]);
      expect(revoked.status).toBe(200);
      for (const child of children) {
        const made = child.status === 201;
        expect(made ? 'made' : child.body.code).toBe(made ? 'made' : 'grant.parent_dead');
        expect(made ? Number(child.body.revision) : 0).toBeLessThan(Number(revoked.body.revision));
      }
      const answer = await admin.evaluate({
        subject: { type: 'user', id: 'alice' },
        action: { name: 'read' },
        resource: { type: 'record', id: '1' },
        context: { agent: 'sub' },
      });
      expect(answer.body.decision).toBe(false);
    }
  });
});

describe('deleting an identity while a grant to it is made', () => {
  it('refuses one of the two', async () => {
    for (const round of numbers(8)) {
      const path = `/admin/v1/identities/agent/brief${round}`;
      await admin.put(path, { owners: [ALICE] });
      const [deleted, granted] = await Promise.all([
        admin.delete(path),
        createGrant({ grantee: { kind: 'agent', id: `brief${round}` } }),
      ]);
      const outcome = [deleted.status, deleted.body.code, granted.status, granted.body.code];
      expect([
        [200, undefined, 422, 'reference.unknown'],
        [409, 'identity.referenced', 201, undefined],
      ]).toContainEqual(outcome);
    }
  });
});

describe('a write that changes nothing', () => {
  it('leaves a place that the next write takes, not one more row each time', async () => {
    const put = async (level: number): Promise<HttpAnswer> =>
      await admin.put('/admin/v1/identities/user/same', { attributes: { level } });
    const first = await put(0);
    for (const level of [0, 0, 1, 1, 2, 2]) {
      expect((await put(level)).body.revision).toBe(Number(first.body.revision) + level);
    }
    const [spare] = await queryDatabase<{ count: number }>(
      service.database,
      'SELECT count(*)::int FROM writes WHERE revision IS NULL',
    );
    expect(spare?.count).toBe(1);
  });
});
