import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ask, processesOf, until, World } from './fixtures/embedded-postgres-world.js';

const KEEP = 'CREATE TABLE kept AS SELECT 42 AS answer';
const KEPT = 'SELECT answer FROM kept';

describe('the embedded PostgreSQL', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(async () => {
    await world.dispose();
  });

  describe('from start to stop', () => {
    it('keeps its data between two runs', async () => {
      const first = await world.start();
      expect(first).toMatchObject({ firstRun: true, adopted: false });
      await ask(first.url, KEEP);
      await first.stop();

      const second = await world.start();
      expect(second).toMatchObject({ firstRun: false, adopted: false });
      expect(await ask(second.url, KEPT)).toEqual([{ answer: 42 }]);
    });

    it('is durable, in UTF-8, local and not open without the password', async () => {
      const { url, port } = await world.start({ durable: true });
      const [settings] = await ask(
        url,
        `SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
                current_setting('synchronous_commit') AS commit, inet_server_addr()::text AS host,
                (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`,
      );
      expect(settings).toEqual({
        fsync: 'on',
        encoding: 'UTF8',
        commit: 'on',
        host: '127.0.0.1/32',
        superuser: false,
      });
      for (const user of ['legate', 'postgres']) {
        const stranger = `postgresql://${user}:guess@127.0.0.1:${port}/legate`;
        await expect(ask(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
      }
      const passwordFile = path.join(world.dataDir, 'postgres.password');
      expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    });

    it('leaves no process and no lock file when stopped, and stops only once', async () => {
      const postgres = await world.start();
      expect(processesOf(world.cluster).length).toBeGreaterThan(1);
      await Promise.all([postgres.stop(), postgres.stop()]);
      expect(processesOf(world.cluster)).toEqual([]);
      expect(existsSync(path.join(world.cluster, 'postmaster.pid'))).toBe(false);
      expect(world.temporaryFiles()).toEqual([]);
      await postgres.stop();
    });

    it('runs below a folder that is closed to everybody else', async () => {
      chmodSync(world.parent, 0o700);
      const { url } = await world.start();
      expect(statSync(world.parent).mode & 0o777).toBe(0o700);
      expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(statSync(world.cluster).mode & 0o777).toBe(0o700);
    });

    it('lives through a signal to the process group of its owner, until that stops it', async () => {
      const owner = world.fork();
      const { url } = await owner.hear('started');
      owner.signalGroup('SIGTERM');
      await owner.hear('signalled');
      owner.signalGroup('SIGTERM');
      await owner.hear('signalled');
      expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      owner.child.send('stop');
      await owner.hear('stopped');
      expect(processesOf(world.cluster)).toEqual([]);
    });
  });

  describe('after an accident', () => {
    it('is adopted when its owner was killed', async () => {
      const owner = world.fork();
      const { url, adopted } = await owner.hear('started');
      expect(adopted).toBe(false);
      await ask(url, KEEP);
      const pid = world.serverPid();
      await owner.kill();
      expect(processesOf(world.cluster)).toContain(pid);

      const next = await world.start({ durable: true });
      expect(next).toMatchObject({ adopted: true, firstRun: false, url });
      expect(world.serverPid()).toBe(pid);
      expect(await ask(next.url, KEPT)).toEqual([{ answer: 42 }]);
      await next.stop();
      expect(processesOf(world.cluster)).toEqual([]);
    });

    it('is not adopted when it is less durable than wanted', async () => {
      const owner = world.fork(false);
      await ask((await owner.hear('started')).url, KEEP);
      await owner.kill();
      const next = await world.start({ durable: true });
      expect(next.adopted).toBe(false);
      expect(await ask(next.url, `SHOW fsync`)).toEqual([{ fsync: 'on' }]);
      expect(await ask(next.url, KEPT)).toEqual([{ answer: 42 }]);
    });

    it('starts with all committed rows when owner and server were killed', async () => {
      const owner = world.fork();
      await ask((await owner.hear('started')).url, KEEP);
      process.kill(world.serverPid(), 'SIGKILL');
      await owner.kill();
      expect(existsSync(path.join(world.cluster, 'postmaster.pid'))).toBe(true);

      const next = await world.start({ durable: true });
      expect(next.adopted).toBe(false);
      expect(await ask(next.url, KEPT)).toEqual([{ answer: 42 }]);
      const log = readFileSync(path.join(world.dataDir, 'postgres.log'), 'utf8');
      expect(log).toContain('automatic recovery in progress');
    });

    it('waits for the last backends of a killed server', async () => {
      const postgres = await world.start();
      const server = world.serverPid();
      const backends = processesOf(world.cluster).filter((pid) => pid !== server);
      const checkpointer = backends.find((pid) => nameOf(pid).includes('checkpointer')) ?? 0;
      // A stopped process cannot notice that its server died, and keeps the shared memory.
      process.kill(checkpointer, 'SIGSTOP');
      process.kill(server, 'SIGKILL');
      await until(() => !processesOf(world.cluster).includes(server));
      const log = path.join(world.dataDir, 'postgres.log');
      const next = world.start();
      try {
        await until(() => readFileSync(log, 'utf8').includes('is still in use'));
      } finally {
        process.kill(checkpointer, 'SIGCONT');
      }
      expect((await next).adopted).toBe(false);
      await postgres.stop();
      expect(await ask((await next).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it("starts when a stranger has got the dead server's process id", async () => {
      await (await world.start()).stop();
      // Of the server's own user: PostgreSQL itself disregards the processes of others.
      const { uid } = statSync(world.cluster);
      const stranger = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid } : {});
      await once(stranger, 'spawn');
      try {
        const lines = [stranger.pid, world.cluster, 1795508891, 5999, '', '127.0.0.1', '', 'ready'];
        const pidFile = path.join(world.cluster, 'postmaster.pid');
        writeFileSync(pidFile, `${lines.join('\n')}\n`);
        const next = await world.start();
        expect(next.adopted).toBe(false);
        expect(world.serverPid()).not.toBe(stranger.pid);
        await next.stop();
        expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
      } finally {
        stranger.kill('SIGKILL');
        await once(stranger, 'exit');
      }
    });

    it('starts when a full disk or a power cut has left an empty lock file', async () => {
      await (await world.start()).stop();
      writeFileSync(path.join(world.cluster, 'postmaster.pid'), '');
      expect((await world.start()).adopted).toBe(false);
    });

    it('makes its data folder again when that was interrupted', async () => {
      const owner = world.fork();
      await until(() =>
        world
          .temporaryFiles()
          .some((name) => existsSync(path.join(world.dataDir, name, 'data', 'global'))),
      );
      await owner.kill();
      expect(existsSync(world.cluster)).toBe(false);
      expect(world.temporaryFiles()).toHaveLength(1);
      const password = readFileSync(path.join(world.dataDir, 'postgres.password'), 'utf8');
      expect(password).toMatch(/^[0-9a-f]{64}\n$/);

      const next = await world.start();
      expect(next.firstRun).toBe(true);
      expect(await ask(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(world.temporaryFiles()).toEqual([]);
    });

    it('tells its owner when it dies, and can still be stopped', async () => {
      const causes: Error[] = [];
      const onLost = (cause: Error): void => {
        causes.push(cause);
      };
      const postgres = await world.start({ onLost });
      process.kill(world.serverPid(), 'SIGKILL');
      await until(() => causes.length > 0);
      await postgres.stop();
      const next = await world.start({ onLost });
      await next.stop();
      expect(causes).toHaveLength(1);
    });
  });

  describe('with more than one Legate', () => {
    it('refuses the second and leaves the server of the first alone', async () => {
      const owner = world.fork(false);
      const { url } = await owner.hear('started');
      await expect(world.start()).rejects.toMatchObject({
        code: 'database.data_folder_in_use',
        message: `data folder ${world.dataDir} is in use by another Legate (pid ${owner.pid})`,
      });
      expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('lets one of two that start at once have a new folder', async () => {
      const outcomes = await Promise.allSettled([world.start(), world.start()]);
      const refusal = outcomes.find((outcome) => outcome.status === 'rejected');
      expect(refusal?.reason).toMatchObject({ code: 'database.data_folder_in_use' });
      const owner = outcomes.find((outcome) => outcome.status === 'fulfilled');
      expect(await ask(owner?.value.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('starts anew when the owner stops it in the same moment', async () => {
      const first = await world.start();
      const [next] = await Promise.all([world.start(), first.stop()]);
      expect(next.adopted).toBe(false);
      expect(await ask(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('does not stop a server that another owns since its own connection was lost', async () => {
      let isLost = false;
      const first = await world.start({
        onLost: () => {
          isLost = true;
        },
      });
      const password = readFileSync(path.join(world.dataDir, 'postgres.password'), 'utf8').trim();
      await ask(
        `postgresql://postgres:${password}@127.0.0.1:${first.port}/postgres`,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name LIKE 'legate owner %'`,
      );
      await until(() => isLost);
      const second = await world.start();
      expect(second.adopted).toBe(true);
      await first.stop();
      expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });

  describe('when it cannot start', () => {
    it('says in one line why, in the words of PostgreSQL', async () => {
      await (await world.start()).stop();
      truncateSync(path.join(world.cluster, 'global', 'pg_control'), 0);
      const refusal: unknown = await world.start().catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'database.embedded_failed' });
      expect(String(refusal)).toMatch(/did not start in .*pg_control.*postgres\.log/);
      expect(String(refusal)).not.toContain('\n');
      expect(processesOf(world.cluster)).toEqual([]);
    });

    it('touches nothing that is not its own', async () => {
      mkdirSync(world.cluster, { recursive: true });
      const letter = path.join(world.cluster, 'letter.txt');
      writeFileSync(letter, 'dear');
      await expect(world.start()).rejects.toMatchObject({ code: 'database.data_folder_invalid' });
      expect(readdirSync(world.cluster)).toEqual(['letter.txt']);
    });

    it('does not take the server of a folder whose password is lost', async () => {
      const owner = world.fork(false);
      await owner.hear('started');
      await owner.kill();
      writeFileSync(path.join(world.dataDir, 'postgres.password'), 'another\n');
      await expect(world.start()).rejects.toMatchObject({ code: 'database.data_folder_invalid' });
      expect(processesOf(world.cluster)).toContain(world.serverPid());
    });
  });
});

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}
