import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeApiKey } from '@legate/callers';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { HttpClient } from '../support/http-client.js';
import { readLog } from '../support/logged-entries.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import type { DataFolder, Settings } from '../support/service-process.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const KILLS = 2;
/** Starts a service several times over; a busy machine takes its time. */
const TIMEOUT_MS = 240_000;

jest.setTimeout(TIMEOUT_MS);
const CONNECTIONS = 16;
const KEY = makeApiKey();

let database: TestDatabase;
let data: DataFolder;
const running = new Set<ServiceProcess>();

beforeEach(async () => {
  database = await createTestDatabase();
  data = await makeDataFolder();
});

afterEach(async () => {
  await Promise.all(
    [...running].map(async (service) => {
      await service.stop();
    }),
  );
  running.clear();
  await data.remove();
  await database.drop();
});

async function start(settings: Settings = {}): Promise<[ServiceProcess, HttpClient]> {
  const service = ServiceProcess.start({
    DATABASE_URL: database.url,
    LEGATE_DATA_DIR: data.path,
    LEGATE_BOOTSTRAP_ADMIN_KEY: KEY,
    LEGATE_PORT: '0',
    LEGATE_LOG_LEVEL: 'error',
    LEGATE_MAX_STALENESS_MS: '600000',
    ...settings,
  });
  running.add(service);
  const client = new HttpClient(await service.ready(), KEY);
  await client.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
  return [service, client];
}

/** Asks until the service is gone. @returns the ids of all answers that have arrived */
async function askUntilGone(
  client: HttpClient,
  onAnswer: (count: number) => void,
): Promise<string[]> {
  const answered: string[] = [];
  const ask = async (): Promise<void> => {
    for (;;) {
      const { body } = await client.evaluate(QUESTION);
      answered.push(body.context.evaluation_id as string);
      onAnswer(answered.length);
    }
  };
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      await ask().catch(() => undefined);
    }),
  );
  return answered;
}

async function loggedIds(): Promise<ReadonlySet<unknown>> {
  const entries = await readLog(database.url, join(data.path, 'spool'));
  return new Set(entries.map(({ decisionId }) => decisionId));
}

describe('a service that is killed under load', () => {
  it.each(['process', 'disk'])(
    'has every answer in its log, in whole chains (durability %s)',
    async (durability) => {
      const answered: string[] = [];
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const [service, client] = await start({ LEGATE_LOG_DURABILITY: durability });
        answered.push(
          ...(await askUntilGone(client, (count) => {
            if (count === 200 * kill) {
              service.signalGroup('SIGKILL');
            }
          })),
        );
        await service.exit();
        running.delete(service);
      }
      // A start mends what the last kill has left.
      const [mending] = await start();
      await mending.stop();
      running.delete(mending);
      const logged = await loggedIds();
      expect(answered.length).toBeGreaterThan(200 * KILLS);
      expect(answered.filter((id) => !logged.has(id))).toEqual([]);
    },
  );

  it('and one that is asked to stop has a mark of its end', async () => {
    const [service, client] = await start();
    await client.evaluate(QUESTION);
    await service.stop();
    const entries = await readLog(database.url, join(data.path, 'spool'));
    const marks = entries.map(({ event }) => event as unknown);
    expect([marks.at(0), marks.at(-1)]).toEqual(['start', 'stop']);
  });
});

/** Whether a small disk can be had here: it takes the right to mount one. */
function mountSmallDisk(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a service whose disk is full', () => {
  it('denies until there is room again, and has every permit in its log', async () => {
    const spool = join(data.path, 'spool');
    await mkdir(spool);
    if (!mountSmallDisk(spool)) {
      return;
    }
    try {
      const [service, client] = await start();
      const filler = join(spool, 'filler');
      await writeFile(filler, Buffer.alloc(1024 ** 2)).catch(() => undefined);
      const permitted: string[] = [];
      const ask = async (): Promise<boolean> => {
        const { body } = await client.evaluate(QUESTION);
        permitted.push(...(body.decision === true ? [body.context.evaluation_id as string] : []));
        return body.decision as boolean;
      };
      while (await ask()) {
        // What is left of the last page is used up.
      }
      const { body } = await client.evaluate(QUESTION);
      expect(body.context.reasons).toEqual(['indeterminate.log']);
      await rm(filler);
      while ((await client.get('/health/ready')).status !== 200) {
        // The spool finds out by itself.
      }
      expect(await ask()).toBe(true);
      await service.stop();
      running.delete(service);
      const entries = await readLog(database.url, spool);
      const logged = entries.filter(({ kind }) => kind === 'decision');
      expect(logged.map(({ decisionId }) => decisionId as string)).toEqual(permitted);
      expect(entries.map(({ event }) => event as unknown)).toContain('recovered');
    } finally {
      await Promise.all(
        [...running].map(async (service) => {
          await service.stop();
        }),
      );
      execFileSync('umount', [spool]);
    }
  });
});
