import { BundleServer } from '../support/bundle-server.js';
import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import { bundleOf, packBundle, permitting } from '../support/push-bundle.js';
import { putRemote, stateOf, untilFetched } from '../support/remote-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const LOCAL = { internalHosts: ['127.0.0.1'], httpHosts: ['127.0.0.1'], tickMs: 50 };
const bundle = (name: string): Buffer =>
  packBundle(bundleOf(name, { 'main.rego': permitting(name) }));

let service: RunningService;
let admin: HttpClient;
let server: BundleServer;

beforeAll(async () => {
  service = await startService({ remotes: LOCAL });
  ({ admin } = service);
  server = await BundleServer.start();
  await admin.put('/admin/v1/identities/user/alice', {});
});

afterAll(async () => {
  await service.stop();
  await server.close();
});

async function reasons(): Promise<unknown> {
  const { body } = await admin.post('/access/v1/evaluation', {
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'record', id: '1' },
  });
  return (body.context as { reasons: unknown }).reasons;
}

const poll = async (): Promise<unknown> => {
  const { lastAttemptAt } = await stateOf(admin, 'opa');
  await queryDatabase(service.database, 'UPDATE bundle_remote_states SET next_at = now()');
  return await untilFetched(admin, 'opa', lastAttemptAt);
};

describe('a bundle server (OPA-13, OPA-14)', () => {
  it('is asked as OPA asks, and its bundle decides', async () => {
    server.bundle = { tag: '"v1"', archive: bundle('v1') };
    const credential = { secret: 'a-token-of-its-own' };
    await putRemote(admin, 'opa', { kind: 'bundle', url: server.url, credential });
    const state = await untilFetched(admin, 'opa', null);
    expect(state).toMatchObject({ status: 'current', version: '"v1"', error: null });
    expect(server.asked).toEqual([
      expect.objectContaining({
        prefer: 'modes=snapshot',
        authorization: 'Bearer a-token-of-its-own',
      }),
    ]);
    expect(server.asked[0]).not.toHaveProperty('if-none-match');
    expect(await reasons()).toEqual(['permit.v1']);
  });

  it('is asked with the tag of the last bundle taken in, and confirms it', async () => {
    expect(await poll()).toMatchObject({ status: 'current', version: '"v1"' });
    expect(server.asked.at(-1)).toMatchObject({ 'if-none-match': '"v1"' });
  });

  it('keeps the last good bundle, and its tag, when the next one does not pass', async () => {
    const archive = packBundle({ 'main.rego': 'package policy.main' });
    server.bundle = { tag: '"bad"', archive };
    for (let round = 1; round <= 2; round += 1) {
      expect(await poll()).toMatchObject({
        status: 'refused',
        version: '"v1"',
        error: { code: 'policy.build_refused' },
      });
      expect(server.asked.at(-1)).toMatchObject({ 'if-none-match': '"v1"' });
    }
    const { body } = await admin.get('/admin/v1/bundles');
    expect(body.items as unknown[]).toHaveLength(2);
    expect(await reasons()).toEqual(['permit.v1']);
  });

  it('cannot bring back an older bundle, whatever tag it has', async () => {
    server.bundle = { tag: '"v2"', archive: bundle('v2') };
    expect(await poll()).toMatchObject({ status: 'current', version: '"v2"' });
    server.bundle = { tag: '"v3"', archive: bundle('v1') };
    expect(await poll()).toMatchObject({
      status: 'refused',
      version: '"v2"',
      error: { code: 'bundle.superseded' },
    });
    expect(await reasons()).toEqual(['permit.v2']);
  });

  it('needs no tag: its bytes are compared', async () => {
    server.bundle = { tag: null, archive: bundle('v4') };
    const { version } = (await poll()) as { version: string };
    expect(version).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await poll()).toMatchObject({ status: 'current', version });
    expect(server.asked.at(-1)).not.toHaveProperty('if-none-match');
  });

  it.each([301, 302, 307, 308, 401, 404, 500])('fails when it answers %i', async (status) => {
    server.status = status;
    const seen = server.asked.length;
    expect(await poll()).toMatchObject({
      status: 'failing',
      error: { code: 'bundle_remote.fetch_failed', message: `the server answers ${status}` },
    });
    expect(server.asked).toHaveLength(seen + 1);
    server.status = null;
  });

  it('is asked less often the more often it has failed', async () => {
    const { failures, lastAttemptAt, nextAttemptAt } = await stateOf(admin, 'opa');
    expect(failures).toBe(7);
    const pause = Date.parse(nextAttemptAt ?? '') - Date.parse(lastAttemptAt ?? '');
    expect(pause).toBeGreaterThan(3600_000 * 0.89);
    expect(pause).toBeLessThan(3600_000 * 1.11);
    expect(await poll()).toMatchObject({ status: 'current', failures: 0, error: null });
  });

  it('is not read beyond the largest bundle', async () => {
    server.bundle = { tag: '"huge"', archive: Buffer.alloc(5 * 1024 * 1024) };
    expect(await poll()).toMatchObject({
      status: 'failing',
      error: { message: expect.stringContaining('larger than 4194304 bytes') as string },
    });
  });
});

describe('what is written of a remote', () => {
  const GOOD = { kind: 'bundle', url: 'https://example.org/b', activate: false };

  it.each<[string, Record<string, unknown>]>([
    ['/url', { url: 'https://user:pw@example.org/b' }],
    ['/url', { url: 'https://example.org/b#c' }],
    ['/url', { url: 'file:///etc' }],
    ['/url', { url: 'https://EXAMPLE.org/b' }],
    ['/url', { url: 'https://0x7f.1/b' }],
    ['/url', { url: 'https://example.org/a/../b' }],
    ['/url', { url: 'https://example.org\\@10.0.0.1/b' }],
    ['/kind', { kind: 'svn' }],
    ['/branch', { branch: '--upload-pack=x' }],
    ['/branch', { branch: 'a..b' }],
    ['/branch', { branch: 'a b' }],
    ['/folder', { folder: '../x' }],
    ['/folder', { folder: '/x' }],
    ['/intervalSeconds', { intervalSeconds: 9 }],
    ['/history', { history: 'none' }],
    ['/webhookSecret', { webhookSecret: 'short' }],
    ['/credential/secret', { credential: { secret: 'a\r\nb: c' } }],
    ['/credential/username', { credential: { username: 'a:b', secret: 'x' } }],
    ['/more', { more: 1 }],
  ])('is refused at %s: %j', async (pointer, wrong) => {
    const answer = await putRemote(admin, 'bad', { ...GOOD, ...wrong });
    expectProblem(answer, 400, 'request.invalid');
    expect(answer.body.problems).toMatchObject([{ pointer }]);
  });

  it('makes a revision only when something changes', async () => {
    const put = await putRemote(admin, 'same', GOOD);
    const again = await putRemote(admin, 'same', GOOD);
    expect([put.status, again.status]).toEqual([201, 200]);
    expect(again.body.revision).toBe(put.body.revision);
    expect(again.headers.get('etag')).toBe(`"${String(put.body.revision)}"`);
    const secret = { webhookSecret: 'sixteen-characters' };
    const changed = await putRemote(admin, 'same', { ...GOOD, ...secret });
    expect(changed.body).toMatchObject({ hasWebhookSecret: true });
    expect(changed.body.revision).toBeGreaterThan(put.body.revision as number);
    expect(JSON.stringify(changed.body)).not.toContain('sixteen');
    const cleared = await putRemote(admin, 'same', { ...GOOD, webhookSecret: null });
    expect(cleared.body).toMatchObject({ hasWebhookSecret: false });
  });

  it('holds only while nobody else has written it', async () => {
    const answer = await admin.send(
      'PUT',
      '/admin/v1/bundle-remotes/same',
      JSON.stringify({ ...GOOD, intervalSeconds: 100 }),
      { 'if-match': '"1"', 'content-type': 'application/json' },
    );
    expectProblem(answer, 412, 'precondition.failed');
  });

  it('is listed page by page, for those who may read policy', async () => {
    const page = await admin.get('/admin/v1/bundle-remotes?limit=1');
    expect((page.body.items as { name: string }[]).map(({ name }) => name)).toEqual(['opa']);
    const next = await admin.get(
      `/admin/v1/bundle-remotes?limit=1&cursor=${encodeURIComponent(page.body.nextCursor as string)}`,
    );
    expect((next.body.items as { name: string }[]).map(({ name }) => name)).toEqual(['same']);
  });
});

describe('one remote and two processes', () => {
  it('is fetched from by one at a time, and by another when that one is gone', async () => {
    const other = await startService({ beside: service, remotes: LOCAL });
    try {
      server.bundle = { tag: '"two"', archive: bundle('two') };
      const seen = server.asked.length;
      for (let round = 0; round < 5; round += 1) {
        await poll();
      }
      expect(server.asked).toHaveLength(seen + 5);
      await queryDatabase(
        service.database,
        `UPDATE bundle_remote_states SET next_at = now(), claimed_by = gen_random_uuid(),
           claimed_until = now() + interval '200 ms', attempted_at = now() WHERE name = 'opa'`,
      );
      const { lastAttemptAt } = await stateOf(admin, 'opa');
      expect(await untilFetched(admin, 'opa', lastAttemptAt)).toMatchObject({ status: 'current' });
    } finally {
      await other.stop();
    }
  });
});
