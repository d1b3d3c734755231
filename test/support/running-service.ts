import { makeApiKey } from '@legate/callers';
import { BootstrapCaller } from '@legate/callers';
import { DecisionLimits } from '@legate/decision';
import { OperationalLog } from '@legate/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../apps/pdp/src/http/create-app.js';
import { createTestDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { HttpClient } from './http-client.js';
import { loadShippedPolicies } from './shipped-policies.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly database: TestDatabase;
  /** Asks with the bootstrap key. */
  readonly admin: HttpClient;
  stop(): Promise<void>;
}

/** The whole service in this process, on a database of its own and a free port, asked over real HTTP. */
export async function startService(
  options: { readonly bodyLimitBytes?: number } = {},
): Promise<RunningService> {
  const database = await createTestDatabase();
  const policies = await loadShippedPolicies();
  const app = await createApp({
    database: {
      url: database.url,
      poolSize: 5,
      connectTimeoutMs: 5000,
      statementTimeoutMs: 5000,
      onPoolError: () => undefined,
    },
    log: new OperationalLog('silent'),
    limits: new DecisionLimits({ maxChainLength: 16 }),
    starterPolicy: policies.starter,
    systemPolicy: policies.system,
    bodyLimitBytes: options.bodyLimitBytes ?? 256 * 1024,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const key = makeApiKey();
  await app.get(BootstrapCaller).ensure(key);
  return {
    app,
    url,
    database,
    admin: new HttpClient(url, key),
    stop: async () => {
      await app.close();
      await database.drop();
    },
  };
}
