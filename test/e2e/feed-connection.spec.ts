import { ChangeFeed } from '@legate/directory';
import { DataSource } from 'typeorm';
import type { HttpAnswer } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const MAX_STALENESS_MS = 5000;
const ALICE = '/admin/v1/identities/user/alice';

let proxy: TcpProxy;
let service: RunningService;
let feed: ChangeFeed;

beforeEach(async () => {
  service = await startService({
    poolSize: 1,
    databaseTimeoutMs: 4 * MAX_STALENESS_MS,
    feed: { maxStalenessMs: MAX_STALENESS_MS },
    connectThrough: async (url) => {
      proxy = await TcpProxy.before(url);
      return proxy.url;
    },
  });
  feed = service.app.get(ChangeFeed);
  await service.admin.put(ALICE, { attributes: { roles: ['viewer'] } });
  expect((await evaluate()).body.decision).toBe(true);
});

afterEach(async () => {
  proxy.cut();
  await service.stop();
  await proxy.close();
});

async function evaluate(): Promise<HttpAnswer> {
  return await service.admin.evaluate({
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'record', id: 'r1' },
  });
}

/** Asks until the feed is as it should be; the test's time limit bounds the wait. */
async function askUntil(isThere: () => boolean): Promise<readonly HttpAnswer[]> {
  const answers = [await evaluate()];
  while (!isThere()) {
    answers.push(await evaluate());
  }
  return answers;
}

describe('the connection of the feed', () => {
  it('is given up, when a poll on it hangs, before what is remembered counts as stale', async () => {
    let oldest = 0;
    proxy.freezeAt('feed-poll');
    const answers = await askUntil(() => {
      const age = feed.ageMs();
      oldest = Math.max(oldest, age);
      return proxy.hasTrapped && oldest > MAX_STALENESS_MS / 2 && age < MAX_STALENESS_MS / 4;
    });
    expect(oldest).toBeLessThan(MAX_STALENESS_MS);
    expect(answers.every(({ body }) => body.decision === true)).toBe(true);
  });

  it('is made anew when the server ends it', async () => {
    await queryDatabase(
      service.database,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'legate feed polls'`,
    );
    const written = await service.admin.put(ALICE, { attributes: { roles: [] } });
    const { revision } = written.body;
    await askUntil(() => feed.memoryRevision('default') === revision);
    expect((await evaluate()).body.decision).toBe(false);
  });

  it('does not wait for a connection of the pool', async () => {
    const runner = service.app.get(DataSource).createQueryRunner();
    await runner.connect();
    try {
      const [before] = [feed.appliedRevision('default') ?? 0];
      await queryDatabase(
        service.database,
        `WITH moved AS (UPDATE tenants SET revision = revision + 1 RETURNING id, revision)
         INSERT INTO writes (tenant_id, revision, author) SELECT id, revision, 'test' FROM moved`,
      );
      expect(await feed.catchUp('default', before + 1)).toBe(true);
    } finally {
      await runner.release();
    }
  });
});
