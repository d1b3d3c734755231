import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase } from '../support/database.js';
import { HttpClient } from '../support/http-client.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import type { DataFolder } from '../support/service-process.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};

let data: DataFolder;
const running: ServiceProcess[] = [];

beforeEach(async () => {
  data = await makeDataFolder();
});

afterEach(async () => {
  for (const service of running.splice(0)) {
    await service.stop();
  }
  await data.remove();
});

function start(settings: Readonly<Record<string, string>> = {}): ServiceProcess {
  const service = ServiceProcess.start({
    LEGATE_DATA_DIR: data.path,
    LEGATE_PORT: '0',
    ...settings,
  });
  running.push(service);
  return service;
}

async function postgresPid(): Promise<number> {
  const file = await readFile(join(data.path, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

/** One that has ended and waits for its parent to notice is not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/\(.*\)/, '')
      .includes(' Z ');
  } catch {
    return false;
  }
}

async function firstKey(service: ServiceProcess): Promise<string> {
  const [, key = ''] = await service.saw(/^ {2}admin key +(lgt_\S+)/m);
  return key;
}

describe('starting and stopping', () => {
  it('shows a working admin key on the first run only, and keeps what was stored', async () => {
    const first = start();
    const key = await firstKey(first);
    const admin = new HttpClient(await first.ready(), key);
    expect((await admin.put('/admin/v1/identities/user/alice', {})).status).toBe(201);
    first.signal('SIGTERM');
    expect(await first.exit()).toBe(0);

    const second = start();
    const url = await second.ready();
    expect(second.text).not.toContain('admin key');
    expect((await new HttpClient(url, key).get('/admin/v1/identities/user/alice')).status).toBe(
      200,
    );
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops all it started when %s reaches its whole process group',
    async (signal) => {
      const service = start();
      await service.ready();
      const pid = await postgresPid();
      expect(isAlive(pid)).toBe(true);
      service.signalGroup(signal);
      expect(await service.exit()).toBe(0);
      expect(isAlive(pid)).toBe(false);
      await expect(postgresPid()).rejects.toThrow('ENOENT');
    },
  );

  it('stops all it started when npm start alone is told to stop', async () => {
    const service = ServiceProcess.startWithNpm({ LEGATE_DATA_DIR: data.path, LEGATE_PORT: '0' });
    running.push(service);
    await service.ready();
    const pid = await postgresPid();
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('answers what is under way, and waits for no connection that is kept alive', async () => {
    const service = start({ LEGATE_REVISION_WAIT_MS: '2000' });
    const key = await firstKey(service);
    const client = new HttpClient(await service.ready(), key);
    const waiting = Array.from(
      { length: 5 },
      async () =>
        await client.send('POST', '/access/v1/evaluation', JSON.stringify(QUESTION), {
          'legate-min-revision': '999999',
        }),
    );
    // By then the others are being waited for: this one is answered at once.
    expect((await client.evaluate(QUESTION)).status).toBe(200);
    service.signal('SIGTERM');
    for (const { status, body } of await Promise.all(waiting)) {
      expect({ status, reasons: body.context.reasons }).toEqual({
        status: 200,
        reasons: ['indeterminate.stale'],
      });
    }
    expect(await service.exit()).toBe(0);
    expect(service.text).not.toContain('took longer');
  });

  it('stops cleanly when the signal comes in the middle of the start', async () => {
    const service = start();
    await service.saw(/making a PostgreSQL data folder/);
    service.signalGroup('SIGTERM');
    expect(await service.exit()).toBe(0);
    await expect(postgresPid()).rejects.toThrow('ENOENT');
  });
});

describe('after SIGKILL', () => {
  it.each([
    ['the service', false],
    ['the service and its PostgreSQL', true],
  ])('of %s the next start has every acknowledged write', async (_, alsoPostgres) => {
    const killed = start();
    const key = await firstKey(killed);
    const admin = new HttpClient(await killed.ready(), key);
    const written = await Promise.all(
      Array.from(
        { length: 40 },
        async (_unused, at) => await admin.put(`/admin/v1/resources/record/${at}`, {}),
      ),
    );
    expect(written.map(({ status }) => status)).toEqual(Array(40).fill(201));
    const pid = await postgresPid();
    killed.signalGroup('SIGKILL');
    if (alsoPostgres) {
      process.kill(pid, 'SIGKILL');
    }
    await killed.exit();

    const next = start();
    const after = await new HttpClient(await next.ready(), key).get('/admin/v1/resources');
    expect(after.body.items).toHaveLength(40);
  });
});

describe('a start that cannot work', () => {
  it('names every wrong and unknown variable at once, a line each', async () => {
    const service = start({
      LEGATE_PORT: '80800',
      LEGATE_BODY_LIMIT_BYTES: 'big',
      LEGATE_BOOTSTRAP_ADMIN_KEY: 'secret',
      LEGATE_PROT: '1',
      LEGATE_URL: 'http://127.0.0.1:1',
    });
    expect(await service.exit()).toBe(1);
    const lines = service.text.split('\n').filter((line) => line.startsWith('legate: '));
    expect(lines).toEqual([
      'legate: LEGATE_BODY_LIMIT_BYTES: must be a whole number',
      'legate: LEGATE_PORT: must not be greater than 65535',
      'legate: LEGATE_BOOTSTRAP_ADMIN_KEY: must be lgt_ and 32 to 512 visible ASCII characters',
      'legate: LEGATE_PROT: there is no such setting; did you mean LEGATE_PORT?',
    ]);
    expect(service.text).not.toContain('secret');
  });

  it('says that the port is taken, and starts nothing', async () => {
    const taken = await listenSomewhere();
    const { port } = taken.address() as AddressInfo;
    const service = start({ LEGATE_PORT: String(port) });
    expect(await service.exit()).toBe(1);
    expect(service.text).toContain(`legate: cannot listen on 127.0.0.1:${port}: the port is taken`);
    await expect(postgresPid()).rejects.toThrow('ENOENT');
    taken.close();
  });

  it('says that the database does not answer, without its password', async () => {
    const closed = await listenSomewhere();
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const service = start({ DATABASE_URL: `postgresql://legate:hush@127.0.0.1:${port}/legate` });
    expect(await service.exit()).toBe(1);
    const lines = service.text.split('\n').filter((line) => line.startsWith('legate: '));
    expect(lines).toEqual([expect.stringContaining(`127.0.0.1:${port}/legate`)]);
    expect(service.text).not.toContain('hush');
  });

  it('says that the database does not let it in, or is not there, without its password', async () => {
    const { url, drop } = await createTestDatabase();
    const wrong = new URL(url);
    wrong.username = 'nobody';
    wrong.password = 'hush';
    const missing = new URL(url);
    missing.pathname = '/nowhere';
    for (const [at, problem] of [
      [wrong, /refuses the password|lets nobody in/],
      [missing, /does not exist/],
    ] as const) {
      const service = start({ DATABASE_URL: at.toString() });
      expect(await service.exit()).toBe(1);
      const lines = service.text.split('\n').filter((line) => line.startsWith('legate: '));
      expect(lines).toEqual([expect.stringMatching(problem)]);
      expect(lines[0]).toContain(`DATABASE_URL (${at.host}${at.pathname})`);
      expect(service.text).not.toContain('hush');
    }
    await drop();
  });

  it('refuses a data folder that another Legate runs on, and leaves that one alone', async () => {
    const owner = start();
    const url = await owner.ready();
    const other = start();
    expect(await other.exit()).toBe(1);
    expect(other.text).toMatch(/^legate: .*in use by another Legate/m);
    expect((await new HttpClient(url, null).get('/health/ready')).status).toBe(200);
  });
});

describe('in Kubernetes', () => {
  it('ignores what is injected for a Service named legate, with a warning', async () => {
    const service = start({
      LEGATE_PORT: 'tcp://10.0.0.1:8080',
      LEGATE_SERVICE_HOST: '10.0.0.1',
      LEGATE_HOST: '127.0.0.3',
    });
    await service.saw(/"config.ignored"/);
    expect(await service.ready()).toBe('http://127.0.0.3:8080');
  });
});

async function listenSomewhere(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
