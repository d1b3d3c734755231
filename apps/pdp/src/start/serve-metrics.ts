import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Exposition } from '../metrics/exposition.js';
import { MetricsServer } from '../metrics/metrics-server.js';
import type { StartContext } from './prepare-database.js';

/** Opens the port of the metrics, if one is set. @throws StartupError `server.port_unavailable` */
export async function serveMetrics(
  app: NestFastifyApplication,
  { config: { metricsHost: host, metricsPort: port }, terminal, opened }: StartContext,
): Promise<void> {
  if (port !== 0) {
    const server = await MetricsServer.listen(app.get(Exposition), { host, port });
    opened.add(async () => {
      await server.close();
    });
    terminal.step('metrics', `http://${host}:${port}/metrics`);
  }
}
