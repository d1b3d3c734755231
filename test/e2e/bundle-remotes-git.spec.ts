import { expectProblem } from '../support/expect-error.js';
import { GitServer } from '../support/git-server.js';
import type { HttpClient } from '../support/http-client.js';
import { permitting } from '../support/push-bundle.js';
import { fetchNow, putRemote, stateOf, untilFetched } from '../support/remote-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const LOCAL = { internalHosts: ['127.0.0.1'], httpHosts: ['127.0.0.1'], tickMs: 50 };

let service: RunningService;
let admin: HttpClient;
let git: GitServer;

beforeAll(async () => {
  service = await startService({ remotes: LOCAL });
  ({ admin } = service);
  git = await GitServer.start();
  await admin.put('/admin/v1/identities/user/alice', {});
});

afterAll(async () => {
  await service.stop();
  await git.close();
});

async function reasons(): Promise<unknown> {
  const { body } = await admin.post('/access/v1/evaluation', {
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'record', id: '1' },
  });
  return (body.context as { reasons: unknown }).reasons;
}

describe('a remote Git repository (OPA-19)', () => {
  let first: string;
  let second: string;

  it('is fetched from at once, and its newest commit decides', async () => {
    first = await git.commit({
      'main.rego': permitting('one'),
      'README.md': 'not part of it',
      '.github/workflows/x.yml': 'nor this',
    });
    const put = await putRemote(admin, 'git', { kind: 'git', url: git.url });
    expect(put.status).toBe(201);
    expect(put.body).toMatchObject({ branch: 'main', activate: true, hasCredential: false });
    const state = await untilFetched(admin, 'git', null);
    expect(state).toMatchObject({ status: 'current', version: first, failures: 0, error: null });
    expect(state.confirmedAt).not.toBeNull();
    const bundle = await admin.get(`/admin/v1/bundles/${state.bundle ?? ''}`);
    expect(bundle.body).toMatchObject({
      bundleRevision: first,
      state: 'active',
      author: 'bundle-remote:git',
    });
    expect(await reasons()).toEqual(['permit.one']);
  });

  it('brings nothing again that it has brought', async () => {
    const before = await stateOf(admin, 'git');
    const after = await fetchNow(admin, 'git');
    expect(after).toMatchObject({ status: 'current', version: first, bundle: before.bundle });
    expect(after.confirmedAt).not.toBe(before.confirmedAt);
    expect(((await admin.get('/admin/v1/bundles')).body.items as unknown[]).length).toBe(1);
  });

  it('brings what comes after it', async () => {
    second = await git.commit({ 'main.rego': permitting('two') });
    expect(await fetchNow(admin, 'git')).toMatchObject({ status: 'current', version: second });
    expect(await reasons()).toEqual(['permit.two']);
  });

  it('is refused with file and line when its newest does not pass, and the last good one decides on', async () => {
    const bad = await git.commit({ 'main.rego': 'package policy.main\n\npermit contains x if' });
    const state = await fetchNow(admin, 'git');
    expect(state).toMatchObject({ status: 'refused', version: second, failures: 0 });
    expect(state.error).toMatchObject({
      code: 'policy.build_refused',
      errors: [{ code: 'policy.build.syntax', file: 'main.rego', line: 3 }],
    });
    const { body } = await admin.get('/admin/v1/bundles');
    expect((body.items as unknown[])[0]).toMatchObject({ state: 'rejected', bundleRevision: bad });
    expect(await reasons()).toEqual(['permit.two']);
    // Polls do not check it again.
    await queryDatabase(service.database, 'UPDATE bundle_remote_states SET next_at = now()');
    await untilFetched(admin, 'git', state.lastAttemptAt);
    expect((await admin.get('/admin/v1/bundles')).body).toEqual(body);
    expect((await stateOf(admin, 'git')).error).toEqual(state.error);
  });

  it('does not bring back an older commit by a reset, unless an admin says that any will do', async () => {
    await git.reset(first);
    expect(await fetchNow(admin, 'git')).toMatchObject({
      status: 'refused',
      version: second,
      error: { code: 'bundle_remote.rewritten' },
    });
    const { lastAttemptAt } = await stateOf(admin, 'git');
    await putRemote(admin, 'git', { kind: 'git', url: git.url, history: 'any' });
    // Its files are an older bundle, which only an activation brings back.
    expect(await untilFetched(admin, 'git', lastAttemptAt)).toMatchObject({
      status: 'refused',
      error: { code: 'bundle.superseded' },
    });
    expect(await reasons()).toEqual(['permit.two']);
  });

  it('stays rolled back until it has something new', async () => {
    await git.reset(second);
    await fetchNow(admin, 'git');
    await admin.post('/admin/v1/bundles/rollback', {});
    expect(await reasons()).toEqual(['permit.one']);
    expect(await fetchNow(admin, 'git')).toMatchObject({ status: 'current', version: second });
    expect(await reasons()).toEqual(['permit.one']);
    await git.commit({ 'main.rego': permitting('three') });
    await fetchNow(admin, 'git');
    expect(await reasons()).toEqual(['permit.three']);
  });

  it('a revert is a bundle of its own', async () => {
    const revert = await git.commit({ 'main.rego': permitting('one') });
    expect(await fetchNow(admin, 'git')).toMatchObject({ status: 'current', version: revert });
    expect(await reasons()).toEqual(['permit.one']);
  });

  it.each<[string, Parameters<GitServer['commit']>[0], string]>([
    ['a link', { 'link.rego': { link: '/etc/passwd' } }, 'link.rego'],
    ['a link of a folder', { sub: { link: '..' } }, 'sub'],
  ])('does not take %s', async (_, files, file) => {
    await git.commit(files);
    expect((await fetchNow(admin, 'git')).error).toMatchObject({
      errors: [{ code: 'policy.archive.link', file }],
    });
    await git.commit(Object.fromEntries(Object.keys(files).map((name) => [name, null])));
    expect((await fetchNow(admin, 'git')).status).toBe('current');
  });

  it('waits while the policy is frozen, and brings its newest afterwards', async () => {
    await admin.put('/admin/v1/bundles/freeze', { frozen: true, reason: 'test' });
    const frozen = await git.commit({ 'main.rego': permitting('thawed') });
    expect(await fetchNow(admin, 'git')).toMatchObject({
      status: 'failing',
      failures: 1,
      error: { code: 'bundle.frozen' },
    });
    await admin.put('/admin/v1/bundles/freeze', { frozen: false, reason: 'test' });
    expect(await fetchNow(admin, 'git')).toMatchObject({ status: 'current', version: frozen });
    expect(await reasons()).toEqual(['permit.thawed']);
  });

  it('can be a folder of a repository, with data', async () => {
    await git.commit({
      'tenants/a/main.rego': `package policy.main\n\nguards := set()\n\npermit contains "folder" if data.who.alice\n`,
      'tenants/a/who/data.json': '{"alice": true}',
    });
    const { lastAttemptAt } = await stateOf(admin, 'git');
    const body = { kind: 'git', url: git.url, folder: 'tenants/a' };
    await putRemote(admin, 'git', body);
    expect((await untilFetched(admin, 'git', lastAttemptAt)).error).toBeNull();
    expect(await reasons()).toEqual(['permit.folder']);
  });

  it('only keeps what it brings when it is told so', async () => {
    await git.commit({ 'README.md': 'another commit, another bundle' });
    const body = { kind: 'git', url: git.url, folder: 'tenants/a', activate: false };
    expectProblem(
      await putRemote(admin, 'second', { ...body, activate: true }),
      409,
      'bundle_remote.activates_taken',
    );
    await putRemote(admin, 'second', body);
    const { bundle } = await untilFetched(admin, 'second', null);
    expect((await admin.get(`/admin/v1/bundles/${bundle ?? ''}`)).body.state).toBe('received');
    expect(await reasons()).toEqual(['permit.folder']);
  });

  it('that is gone is not fetched from any more, and what it has brought stays', async () => {
    expect((await admin.delete('/admin/v1/bundle-remotes/second')).status).toBe(200);
    expect((await admin.delete('/admin/v1/bundle-remotes/git')).status).toBe(200);
    expectProblem(await admin.get('/admin/v1/bundle-remotes/git'), 404, 'bundle_remote.not_found');
    expect(await reasons()).toEqual(['permit.folder']);
  });
});

describe('a repository that cannot be fetched from', () => {
  const failing = async (name: string, body: Record<string, unknown>): Promise<unknown> => {
    await putRemote(admin, name, { kind: 'git', url: git.url, activate: false, ...body });
    const { status, failures, error } = await untilFetched(admin, name, null);
    expect({ status, failures }).toEqual({ status: 'failing', failures: 1 });
    return error;
  };

  it.each([
    ['has no such branch', { branch: 'none' }, /no branch "none"/],
    ['has no such folder', { folder: 'none' }, /no folder "none"/],
    ['is not there', { url: 'http://127.0.0.1:9/p.git' }, /cannot be read/],
  ])('says why: it %s', async (name, body, message) => {
    const id = name.replaceAll(/\W/g, '-').slice(0, 20);
    expect(await failing(id, body)).toMatchObject({
      code: 'bundle_remote.fetch_failed',
      message: expect.stringMatching(message) as string,
    });
  });

  it.each([
    ['plain HTTP', 'http://localhost/p.git'],
    ['an internal address', 'https://10.0.0.1/p.git'],
    ['a name of an internal address', 'https://localhost/p.git'],
    ['an IPv6 address that maps one', 'https://[::ffff:a00:1]/p.git'],
  ])('is not asked at all: %s', async (name, url) => {
    const id = name.replaceAll(/\W/g, '-').toLowerCase();
    expect(await failing(id, { url })).toMatchObject({ code: 'bundle_remote.address_refused' });
  });

  it('is not followed elsewhere', async () => {
    git.instead = (request, response) => {
      if (request.url?.startsWith('/moved.git') !== true) {
        return false;
      }
      response.writeHead(302, { location: request.url.replace('moved', 'p') }).end();
      return true;
    };
    const seen = git.requests.length;
    const url = git.url.replace('p.git', 'moved.git');
    expect(await failing('moved', { url })).toMatchObject({ code: 'bundle_remote.fetch_failed' });
    expect(git.requests.slice(seen).filter((line) => line.includes('/p.git'))).toEqual([]);
    git.instead = null;
  });
});

describe('the credential of a repository', () => {
  it('is sent to it alone, never shown, and gone when the origin changes', async () => {
    const sent = new Set<string | undefined>();
    git.instead = ({ headers }) => {
      sent.add(headers.authorization);
      return false;
    };
    const credential = { username: 'bot', secret: 'hunter2-hunter2' };
    const body = { kind: 'git', url: git.url, activate: false };
    const put = await putRemote(admin, 'private', { ...body, credential });
    await untilFetched(admin, 'private', null);
    expect([...sent]).toEqual([`Basic ${Buffer.from('bot:hunter2-hunter2').toString('base64')}`]);
    const shown = JSON.stringify([put.body, (await admin.get('/admin/v1/bundle-remotes')).body]);
    expect(shown).not.toContain('hunter2');
    const stored = JSON.stringify(
      await queryDatabase(
        service.database,
        `SELECT encode(credential, 'escape') AS c, (SELECT jsonb_agg(c.document) FROM changes c) AS d FROM bundle_remotes`,
      ),
    );
    expect(stored).not.toContain('hunter2');
    expect((await putRemote(admin, 'private', body)).body).toMatchObject({ hasCredential: true });
    const elsewhere = { ...body, url: 'https://example.org/p.git' };
    expect((await putRemote(admin, 'private', elsewhere)).body).toMatchObject({
      hasCredential: false,
    });
    git.instead = null;
  });
});
