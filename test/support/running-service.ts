import { BootstrapCaller, makeApiKey, TokenSettings } from '@legate/callers';
import { DecisionLimits } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { CacheSettings } from '@legate/delegation';
import { FeedSettings, SystemClock } from '@legate/directory';
import type { ProcessClock } from '@legate/directory';
import { OperationalLog } from '@legate/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ImportLimits } from '../../apps/pdp/src/admin-api/imports/import-limits.js';
import { createApp } from '../../apps/pdp/src/http/create-app.js';
import type { TlsFiles } from '../../apps/pdp/src/http/tls-files.js';
import { closeApp } from '../../apps/pdp/src/start/close-app.js';
import { createTestDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { HttpClient } from './http-client.js';
import { loadShippedPolicies } from './shipped-policies.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly database: TestDatabase;
  /** The bootstrap key. */
  readonly key: string;
  /** Asks with the bootstrap key. */
  readonly admin: HttpClient;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly bodyLimitBytes?: number;
  readonly imports?: Partial<ImportLimits>;
  /** Decides for tenants instead of the shipped starter policy. */
  readonly starterPolicy?: PolicyEvaluator;
  readonly poolSize?: number;
  readonly databaseTimeoutMs?: number;
  readonly feed?: Partial<FeedSettings>;
  readonly cacheEntries?: number;
  readonly clock?: ProcessClock;
  readonly tokens?: Partial<TokenSettings>;
  readonly tls?: TlsFiles;
  /** Another process on the database of this one, with the same key. */
  readonly beside?: RunningService;
  /** Puts something between the service and its database; gives the URL to connect to. */
  readonly connectThrough?: (databaseUrl: string) => Promise<string>;
  /** Sees the application before its routes are registered. */
  readonly beforeInit?: (app: NestFastifyApplication) => void;
}

/** The whole service in this process, on a database of its own and a free port, asked over real HTTP. */
export async function startService(options: ServiceOptions = {}): Promise<RunningService> {
  const { beside } = options;
  const database = beside?.database ?? (await createTestDatabase());
  const app = await makeApp(options, database.url);
  options.beforeInit?.(app);
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  const url = options.tls === undefined ? address : address.replace(/^http:/, 'https:');
  const key = beside?.key ?? makeApiKey();
  await app.get(BootstrapCaller).ensure(key);
  return {
    app,
    url,
    database,
    key,
    admin: new HttpClient(url, key),
    stop: async () => {
      await closeApp(app);
      if (beside === undefined) {
        await database.drop();
      }
    },
  };
}

async function makeApp(
  options: ServiceOptions,
  databaseUrl: string,
): Promise<NestFastifyApplication> {
  const { bodyLimitBytes = 256 * 1024, poolSize = 5, databaseTimeoutMs = 5000 } = options;
  const policies = await loadShippedPolicies();
  return await createApp({
    database: {
      url: (await options.connectThrough?.(databaseUrl)) ?? databaseUrl,
      poolSize,
      connectTimeoutMs: databaseTimeoutMs,
      statementTimeoutMs: databaseTimeoutMs,
      onPoolError: () => undefined,
    },
    log: new OperationalLog('silent'),
    limits: new DecisionLimits({ maxChainLength: 16 }),
    imports: new ImportLimits({
      maxLines: 200_000,
      maxBytes: 256 * 1024 * 1024,
      maxLineBytes: bodyLimitBytes,
      ...options.imports,
    }),
    feed: new FeedSettings({
      pollIntervalMs: 250,
      maxStalenessMs: 5000,
      maxClockSkewMs: 1000,
      catchUpLimitMs: 1000,
      ...options.feed,
    }),
    cache: new CacheSettings({ maxEntries: options.cacheEntries ?? 200_000 }),
    clock: options.clock ?? new SystemClock(),
    tokens: new TokenSettings(options.tokens),
    tls: options.tls ?? null,
    starterPolicy: options.starterPolicy ?? policies.starter,
    systemPolicy: policies.system,
    bodyLimitBytes,
  });
}
