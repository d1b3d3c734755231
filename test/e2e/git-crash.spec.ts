import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeApiKey } from '@legate/callers';
import { Client } from 'pg';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { GitClient, remoteOf } from '../support/git-client.js';
import { HttpClient } from '../support/http-client.js';
import { permitting } from '../support/push-bundle.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import type { DataFolder } from '../support/service-process.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
};
/** What a transaction that activates waits for when it commits. */
const GATE = 4711;
const GATED_COMMITS = `
  CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(${GATE}); RETURN NULL; END $$;
  CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON bundle_activations
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`;
const UNGATED = 'DROP TRIGGER gate ON bundle_activations; DROP FUNCTION wait_at_gate()';

const key = makeApiKey();
let database: TestDatabase;
let data: DataFolder;
let git: GitClient;
/** Reaches into the database past the service. */
let hand: Client;
let service: ServiceProcess;
let admin: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  data = await makeDataFolder();
  git = await GitClient.create();
  hand = new Client({ connectionString: database.url });
  await hand.connect();
  [service, admin] = await start();
  await admin.put('/admin/v1/identities/user/alice', {});
  await git.init('work', remoteOf(admin.url, key));
});

afterAll(async () => {
  await service.stop();
  await hand.end();
  await git.remove();
  await data.remove();
  await database.drop();
});

/** So wide that no slow machine makes anything indeterminate. */
async function start(): Promise<[ServiceProcess, HttpClient]> {
  const started = ServiceProcess.start({
    DATABASE_URL: database.url,
    LEGATE_DATA_DIR: data.path,
    LEGATE_BOOTSTRAP_ADMIN_KEY: key,
    LEGATE_PORT: '0',
    LEGATE_LOG_LEVEL: 'error',
    LEGATE_MAX_STALENESS_MS: '600000',
    LEGATE_MAX_CLOCK_SKEW_MS: '600000',
    LEGATE_DATABASE_TIMEOUT_MS: '60000',
    LEGATE_BUNDLE_MAX_EVALUATION_MS: '5000',
  });
  return [started, new HttpClient(await started.ready(), key)];
}

async function restart(): Promise<void> {
  await service.exit();
  [service, admin] = await start();
  await git.must('work', 'remote', 'set-url', 'origin', remoteOf(admin.url, key));
}

interface State {
  readonly main: string;
  readonly reasons: readonly string[];
}

/** Where main is, and what decides. */
async function state(): Promise<State> {
  const main = await git.must('work', 'ls-remote', 'origin', 'refs/heads/main');
  const { body } = await admin.evaluate(QUESTION);
  const { reasons } = (body as { context: { reasons: string[] } }).context;
  return { main: main.split('\t')[0] ?? '', reasons };
}

async function commit(reason: string): Promise<State> {
  const main = await git.commit('work', { 'policy/main.rego': permitting(reason) });
  return { main, reasons: [`permit.${reason}`] };
}

async function until(condition: string): Promise<void> {
  while ((await hand.query(condition)).rows.length === 0) {
    // Asked again at once.
  }
}

const WAITING_AT_GATE = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`;

const PUSH_LOCK = `7106118, hashtext('default')`;
const BOTH_WAIT = `
  SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'legate git push'
  HAVING count(*) = 2`;

/** Kills the service while its commit of an activation waits, and with it whoever pushes. */
async function killAtCommit(): Promise<void> {
  await hand.query(`${GATED_COMMITS}; SELECT pg_advisory_lock(${GATE})`);
  const pushed = git.run('work', 'push', 'origin', 'main');
  await until(WAITING_AT_GATE);
  service.signal('SIGKILL');
  expect((await pushed).code).not.toBe(0);
}

async function openGate(): Promise<void> {
  await hand.query(`SELECT pg_advisory_unlock(${GATE})`);
  // Waits for every transaction that has passed.
  await hand.query(UNGATED);
}

describe('a service that is killed', () => {
  it('and started again has the repository, and decides as before', async () => {
    const first = await commit('first');
    await git.must('work', 'push', 'origin', 'main');
    service.signal('SIGKILL');
    await restart();
    expect(await state()).toEqual(first);
    await git.must('.', 'clone', '--quiet', remoteOf(admin.url, key), 'clone');
    expect(await git.must('clone', 'rev-parse', 'HEAD')).toBe(first.main);
  });

  it('while it checks a push leaves the old one, and takes the same push when it is back', async () => {
    const before = await state();
    const next = await commit('checked');
    await hand.query('BEGIN; LOCK TABLE bundle_freezes IN ACCESS EXCLUSIVE MODE');
    const pushed = git.run('work', 'push', 'origin', 'main');
    await until(`SELECT FROM pg_locks WHERE relation = 'bundle_freezes'::regclass AND NOT granted`);
    service.signal('SIGKILL');
    expect((await pushed).code).not.toBe(0);
    await hand.query('ROLLBACK');
    await restart();
    expect(await state()).toEqual(before);
    await git.must('work', 'push', 'origin', 'main');
    expect(await state()).toEqual(next);
    const left = await readdir(join(data.path, 'git', 'default.git', 'objects'));
    expect(left.filter((name) => /incoming|tmp/.test(name))).toEqual([]);
  });

  it('while its activation commits leaves the old one when that fails', async () => {
    const before = await state();
    const next = await commit('lost');
    await killAtCommit();
    const backends = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`;
    await hand.query(backends);
    await openGate();
    await restart();
    expect(await state()).toEqual(before);
    await git.must('work', 'push', 'origin', 'main');
    expect(await state()).toEqual(next);
  });

  it('while its activation commits has the new one in both places when that succeeds', async () => {
    const next = await commit('kept');
    await killAtCommit();
    await openGate();
    await restart();
    expect(await state()).toEqual(next);
    const repository = join(data.path, 'git', 'default.git');
    const refs = await git.must(
      '.',
      '--git-dir',
      repository,
      'for-each-ref',
      '--format=%(refname)',
    );
    expect(refs).toBe('refs/heads/main');
    const after = await commit('after');
    await git.must('work', 'push', 'origin', 'main');
    expect(await state()).toEqual(after);
  });
});

describe('two processes on one data folder', () => {
  it('take two pushes at once one after the other: one decides, and the other is told to fetch', async () => {
    const [other, second] = await start();
    try {
      const before = await state();
      const remotes = [admin.url, second.url].map((url) => remoteOf(url, key));
      const commits = await Promise.all(
        remotes.map(async (remote, index) => {
          const folder = `both${index}`;
          await git.must('.', 'clone', '--quiet', remote, folder);
          return await git.commit(folder, { 'policy/main.rego': permitting(folder) });
        }),
      );
      // Both have seen the same main before either may go on.
      await hand.query(`SELECT pg_advisory_lock(${PUSH_LOCK})`);
      const pushing = commits.map(
        async (_, index) => await git.run(`both${index}`, 'push', 'origin', 'main'),
      );
      await until(BOTH_WAIT);
      await hand.query(`SELECT pg_advisory_unlock(${PUSH_LOCK})`);
      const pushed = await Promise.all(pushing);
      const won = pushed.findIndex(({ code }) => code === 0);
      expect(pushed.map(({ code }) => code).toSorted()).toEqual([0, 1]);
      expect(pushed[1 - won]?.stderr).toContain(
        'refs/heads/main: another push came first; fetch it',
      );
      expect(await state()).toEqual({ main: commits[won], reasons: [`permit.both${won}`] });
      expect(before.main).not.toBe(commits[won]);
    } finally {
      await other.stop();
    }
  });

  it('force pushed at once end with one commit in both places', async () => {
    const [other, second] = await start();
    try {
      const urls = [admin.url, second.url, admin.url, second.url];
      const commits = await Promise.all(
        urls.map(async (url, index) => {
          await git.init(`force${index}`, remoteOf(url, key));
          return await git.commit(`force${index}`, { 'policy/main.rego': permitting(`f${index}`) });
        }),
      );
      const pushed = await Promise.all(
        urls.map(
          async (_, index) => await git.run(`force${index}`, 'push', '--force', 'origin', 'main'),
        ),
      );
      expect(pushed.some(({ code }) => code === 0)).toBe(true);
      const { main, reasons } = await state();
      expect(reasons).toEqual([`permit.f${commits.indexOf(main)}`]);
    } finally {
      await other.stop();
    }
  });
});
