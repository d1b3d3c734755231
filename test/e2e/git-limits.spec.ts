import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { GitClient, remoteOf } from '../support/git-client.js';
import { permitting } from '../support/push-bundle.js';
import { sendRaw } from '../support/raw-http.js';
import type { RawAnswer } from '../support/raw-http.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const LOCK = `7106118, hashtext('default')`;
const NOTHING = '0'.repeat(40);

let git: GitClient;
const services: RunningService[] = [];

beforeAll(async () => {
  git = await GitClient.create();
});

afterAll(async () => {
  await Promise.all(
    services.map(async (service) => {
      await service.stop();
    }),
  );
  await git.remove();
});

async function start(settings: NonNullable<ServiceOptions['git']>): Promise<RunningService> {
  const service = await startService({ git: settings });
  services.push(service);
  return service;
}

/** A repository with one good commit, to be pushed to the service. */
async function work(folder: string, { url, key }: RunningService): Promise<string> {
  await git.init(folder, remoteOf(url, key));
  return await git.commit(folder, { 'main.rego': permitting(folder) });
}

function newBranch(commit: string): Buffer {
  const command = `${NOTHING} ${commit} refs/heads/side\0report-status side-band-64k`;
  return Buffer.from(
    `${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`,
    'latin1',
  );
}

/** Sends what `git push` would. */
async function pushPack(
  { url, key }: RunningService,
  ...body: readonly Buffer[]
): Promise<RawAnswer> {
  return await sendRaw(url, {
    method: 'POST',
    path: '/git/default/policies.git/git-receive-pack',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-git-receive-pack-request',
    },
    body: Buffer.concat(body),
  });
}

describe('the bound of', () => {
  it('a pack holds at the byte: one of that size is taken, one byte less is refused in git', async () => {
    await git.must('.', 'init', '--quiet', '--initial-branch=main', 'packed');
    const noise = randomBytes(60_000).toString('base64');
    const commit = await git.commit('packed', { 'main.rego': permitting('x'), 'noise.txt': noise });
    const name = await git.must('packed', 'pack-objects', '-q', '--all', 'out');
    const pack = await readFile(join(git.folder, 'packed', `out-${name}.pack`));
    const command = newBranch(commit);
    const at = await pushPack(await start({ maxPackBytes: pack.length }), command, pack);
    expect(at.text).toContain('unpack ok');
    expect(at.text).toContain('ok refs/heads/side');
    const above = await pushPack(await start({ maxPackBytes: pack.length - 1 }), command, pack);
    expect(above.text).toContain('pack exceeds maximum allowed size');
    expect(above.text).toContain('ng refs/heads/side unpacker error');
  });

  it('a pack is told on the terminal, and main stays', async () => {
    const service = await start({ maxPackBytes: 32 * 1024 });
    await work('large', service);
    const noise = randomBytes(60_000).toString('base64');
    await git.commit('large', { 'main.rego': permitting('x'), 'noise.txt': noise });
    const refused = await git.run('large', 'push', 'origin', 'main');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^remote: fatal: pack exceeds maximum allowed size/m);
    expect(await git.must('large', 'ls-remote', 'origin')).toBe('');
  });

  it('a request beside its pack: far more than that is 413', async () => {
    const service = await start({ maxPackBytes: 32 * 1024 });
    const commands = Buffer.alloc(
      2 * 1024 * 1024,
      `006c${NOTHING} ${'a'.repeat(40)} refs/heads/a-branch-x\n`,
    );
    const answer = await pushPack(service, commands);
    expect(answer).toMatchObject({ status: 413 });
  });

  it('pushes at once: one more is refused and told so, and the others go on', async () => {
    const service = await start({ maxPushes: 1 });
    await work('busy', service);
    const client = new Client({ connectionString: service.database.url });
    await client.connect();
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    const first = git.run('busy', 'push', 'origin', 'main');
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'legate git push'`;
    while ((await client.query(waits)).rows.length === 0) {
      // Asked again at once.
    }
    const second = await git.run('busy', 'push', 'origin', 'main:other');
    expect(second.code).not.toBe(0);
    expect(second.stderr).toContain('503');
    await client.query(`SELECT pg_advisory_unlock(${LOCK})`);
    expect((await first).code).toBe(0);
    expect((await git.run('busy', 'push', 'origin', 'main:other')).code).toBe(0);
    await client.end();
  });

  it('time ends the wait for another push to the same repository', async () => {
    const service = await start({ timeoutMs: 300 });
    await work('waiting', service);
    const client = new Client({ connectionString: service.database.url });
    await client.connect();
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    const refused = await git.run('waiting', 'push', 'origin', 'main');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('503');
    await client.end();
  });

  it('time ends the checks of a push, which is told why', async () => {
    const service = await start({ timeoutMs: 1 });
    await work('late', service);
    const refused = await git.run('late', 'push', 'origin', 'main');
    expect(refused.stderr).toContain('remote: the push took longer than it may [git.timeout]');
    expect((await service.admin.get('/admin/v1/bundles/active')).status).toBe(404);
  });

  it('a repository: from there on nothing more is taken', async () => {
    const service = await start({ maxRepositoryBytes: 1 });
    await work('full', service);
    expect((await git.run('full', 'push', 'origin', 'main')).code).toBe(0);
    await git.commit('full', { 'main.rego': permitting('more') });
    const refused = await git.run('full', 'push', 'origin', 'main');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('413');
  });

  it('fetches at once', async () => {
    const service = await start({ maxFetches: 0 });
    await work('unfetched', service);
    expect((await git.run('unfetched', 'fetch', 'origin')).stderr).toContain('503');
  });

  it('references of one push', async () => {
    const service = await start({});
    await work('many', service);
    const names = Array.from({ length: 101 }, (_, index) => `main:refs/tags/t${index}`);
    const refused = await git.run('many', 'push', 'origin', ...names);
    expect(refused.stderr).toContain('remote: more than 100 references at once');
    expect((await git.run('many', 'push', 'origin', ...names.slice(1))).code).toBe(0);
  });
});

describe('whoever goes away in the middle of a push', () => {
  it('leaves nothing behind: main stays, and the next one has its turn', async () => {
    const service = await start({ maxPushes: 1 });
    await work('gone', service);
    const client = new Client({ connectionString: service.database.url });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE bundle_freezes IN ACCESS EXCLUSIVE MODE');
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const first = git.runUntil(stopped, 'gone', 'push', 'origin', 'main');
    const waits = `SELECT FROM pg_locks WHERE relation = 'bundle_freezes'::regclass AND NOT granted`;
    while ((await client.query(waits)).rows.length === 0) {
      // Asked again at once.
    }
    stop();
    expect((await first).code).toBeNull();
    await client.query('ROLLBACK');
    expect(await git.must('gone', 'ls-remote', 'origin')).toBe('');
    const turns = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'legate git push'`;
    while ((await client.query(turns)).rows.length > 0) {
      // Asked again at once.
    }
    await client.end();
    await git.must('gone', 'push', 'origin', 'main');
  });
});

describe('a setting', () => {
  it('can refuse force pushes of any branch; what follows is taken', async () => {
    const service = await start({ allowForcePush: false });
    const first = await work('forced', service);
    expect((await git.run('forced', 'push', 'origin', 'main', 'main:side')).code).toBe(0);
    await git.must('forced', 'commit', '--quiet', '--amend', '-m', 'other');
    for (const branch of ['main', 'side']) {
      const refused = await git.run('forced', 'push', '--force', 'origin', `main:${branch}`);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(
        `remote: refs/heads/${branch}: force pushes are not allowed here`,
      );
    }
    await git.must('forced', 'reset', '--quiet', '--hard', first);
    await git.commit('forced', { 'main.rego': permitting('next') });
    expect((await git.run('forced', 'push', 'origin', 'main', 'main:side')).code).toBe(0);
  });
});

describe('without a git command', () => {
  it('the service runs, and git is answered with 503', async () => {
    const service = await start({ program: null });
    const answer = await sendRaw(service.url, {
      method: 'GET',
      path: '/git/default/policies.git/info/refs?service=git-upload-pack',
      headers: { authorization: `Bearer ${service.key}` },
    });
    expect(answer).toMatchObject({
      status: 503,
      text: expect.stringContaining('[git.unavailable]') as string,
    });
    expect((await service.admin.get('/health/ready')).status).toBe(200);
  });
});
