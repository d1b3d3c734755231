import { HttpClient } from '../support/http-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { scrape } from '../support/scrape.js';
import { rowsOf } from '../support/shipping.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const CANARY = { intervalMs: 50, boundMs: 400 };

let service: RunningService;

afterEach(async () => {
  await service.stop();
});

async function start(options: ServiceOptions = {}): Promise<void> {
  service = await startService({ shipping: {}, canary: CANARY, ...options });
}

async function until(isMet: (answer: HttpAnswer) => boolean): Promise<HttpAnswer> {
  const anonymous = new HttpClient(service.url, null);
  for (;;) {
    const answer = await anonymous.get('/health/ready');
    if (isMet(answer)) {
      return answer;
    }
  }
}

describe('readiness', () => {
  it('tells of each part and of the measures behind it, without a key (OPA-41)', async () => {
    await start();
    const { status, body } = await until((answer) => answer.body.measures.canaryDelayMs !== null);
    expect(status).toBe(200);
    const well = { database: true, feed: true, clock: true, log: true };
    expect(body.parts).toEqual({ ...well, policies: true, shipping: true, canary: true });
    expect(body.measures).toEqual({
      databaseMs: expect.any(Number),
      feedAgeMs: expect.any(Number),
      clockSkewMs: expect.any(Number),
      bundleAgeMs: null,
      spoolBytes: expect.any(Number),
      spoolMaxBytes: 1024 ** 3,
      backlogBytes: expect.any(Number),
      backlogAgeMs: body.measures.backlogAgeMs,
      shippingSilentMs: expect.any(Number),
      canaryAgeMs: expect.any(Number),
      canaryDelayMs: expect.any(Number),
    });
  });

  it('names the database and the feed while the database is away, and comes back', async () => {
    let proxy: TcpProxy | undefined;
    await start({
      feed: { maxStalenessMs: 200, pollIntervalMs: 20 },
      connectThrough: async (url) => (proxy = await TcpProxy.before(url)).url,
    });
    await until(({ status }) => status === 200);
    proxy?.cut();
    const { status, body } = await until((answer) => !answer.body.parts.feed);
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'not_ready',
      parts: { database: false, feed: false, log: true },
      measures: { databaseMs: null },
    });
    expect((await new HttpClient(service.url, null).get('/health/live')).status).toBe(200);
    proxy?.heal();
    await until((answer) => answer.status === 200);
    await proxy?.close();
  });
});

describe('the canary', () => {
  it('is written again and again, and found where the log is read', async () => {
    await start();
    await until(({ body }) => body.measures.canaryDelayMs !== null);
    const { database, spool } = service;
    const marks = await rowsOf(
      database.url,
      `SELECT entry::json->>'event' AS event FROM decisions WHERE writer = '${spool.writer}' AND kind = 'mark'`,
    );
    expect(marks.filter(({ event }) => event === 'canary').length).toBeGreaterThan(0);
    const metrics = await scrape(service.url, service.key);
    expect(metrics.get('legate_ready{part="canary"}')).toBe(1);
    expect(metrics.get('legate_log_canary_age_seconds')).toBeLessThan(0.45);
    expect(metrics.get('legate_log_canary_delay_seconds')).toBeGreaterThan(0);
  });

  it('finds out that nothing is shipped any more', async () => {
    await start();
    await until(({ body }) => body.measures.canaryDelayMs !== null);
    await service.shipper?.stop();
    // Long after what the shipper had under way.
    const { status, body } = await until(({ body: { measures } }) => measures.canaryAgeMs > 1500);
    expect(status).toBe(503);
    expect(body.parts).toMatchObject({ database: true, feed: true, log: true, canary: false });
    const metrics = await scrape(service.url, service.key);
    expect(metrics.get('legate_ready{part="canary"}')).toBe(0);
    expect(metrics.get('legate_log_canary_age_seconds')).toBeGreaterThan(1.5);
  });

  it('finds out that the log is read from a database that does not get it', async () => {
    const other = await startService();
    await start({
      logReads: {
        database: {
          url: other.database.url,
          poolSize: 1,
          connectTimeoutMs: 1000,
          statementTimeoutMs: 1000,
          onPoolError: () => undefined,
        },
      },
    });
    const { status, body } = await until((answer) => !answer.body.parts.canary);
    expect(status).toBe(503);
    expect(body.parts).toMatchObject({ database: true, log: true, shipping: true });
    expect(body.measures.canaryDelayMs).toBeNull();
    await other.stop();
  });

  it('is not there where it is not asked for', async () => {
    await start({ canary: { intervalMs: 0 } });
    const { body } = await until(() => true);
    expect(body.parts.canary).toBe(true);
    expect(body.measures).toMatchObject({ canaryAgeMs: null, canaryDelayMs: null });
  });
});
