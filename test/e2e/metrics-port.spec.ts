import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Exposition } from '../../apps/pdp/src/metrics/exposition.js';
import { MetricsServer } from '../../apps/pdp/src/metrics/metrics-server.js';
import { createTestDatabase } from '../support/database.js';
import { startService } from '../support/running-service.js';
import { scrape } from '../support/scrape.js';
import type { Scraped } from '../support/scrape.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import { TcpProxy } from '../support/tcp-proxy.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(
  read: () => Promise<Scraped>,
  isMet: (metrics: Scraped) => boolean,
): Promise<Scraped> {
  for (;;) {
    const metrics = await read();
    if (isMet(metrics)) {
      return metrics;
    }
  }
}

describe('the port of the metrics', () => {
  it('answers while the database, and with it whoever holds a key, is not there', async () => {
    let proxy: TcpProxy | undefined;
    const service = await startService({
      feed: { maxStalenessMs: 200, pollIntervalMs: 20 },
      databaseTimeoutMs: 500,
      connectThrough: async (url) => {
        proxy = await TcpProxy.before(url);
        return proxy.url;
      },
    });
    const server = await MetricsServer.listen(service.app.get(Exposition), {
      host: '127.0.0.1',
      port: 0,
    });
    const url = `http://127.0.0.1:${server.port}`;
    const read = async (): Promise<Scraped> => await scrape(url);
    await until(read, (metrics) => (metrics.get('legate_feed_age_seconds') ?? 1) < 0.2);
    proxy?.cut();
    await until(read, (metrics) => (metrics.get('legate_feed_age_seconds') ?? 0) > 0.2);
    await expect(scrape(service.url, service.key)).rejects.toThrow('database.unavailable');
    proxy?.heal();
    await server.close();
    await service.stop();
    await proxy?.close();
  });

  it('serves nothing but the metrics', async () => {
    const service = await startService();
    const server = await MetricsServer.listen(service.app.get(Exposition), {
      host: '127.0.0.1',
      port: 0,
    });
    const url = `http://127.0.0.1:${server.port}`;
    for (const path of ['/', '/health/ready', '/admin/v1/callers', '/metrics/', '/metrics?x=1']) {
      expect((await fetch(url + path)).status).toBe(404);
    }
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'HEAD' })).status).toBe(200);
    await server.close();
    await service.stop();
  });

  it('is opened by a setting, on loopback, and only then; one that is taken stops the start', async () => {
    const data = await makeDataFolder();
    const database = await createTestDatabase();
    const port = await freePort();
    const settings = {
      LEGATE_DATA_DIR: data.path,
      LEGATE_PORT: '0',
      DATABASE_URL: database.url,
      LEGATE_METRICS_PORT: String(port),
    };
    const service = ServiceProcess.start(settings);
    await service.ready();
    await service.saw(new RegExp(`^ {2}metrics +http://127.0.0.1:${port}/metrics$`, 'm'));
    const metrics = await scrape(`http://127.0.0.1:${port}`);
    expect(metrics.get('legate_info{version="0.1.0"}')).toBe(1);
    expect(metrics.get('legate_log_writable')).toBe(1);
    const second = ServiceProcess.start(settings);
    expect(await second.exit()).toBe(1);
    expect(second.text).toContain(`cannot listen for metrics on 127.0.0.1:${port}`);
    await service.stop();
    await database.drop();
    await data.remove();
  });
});
