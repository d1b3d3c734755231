import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleSettings, BundleVerifier, RemoteSettings } from '@legate/bundles';
import type { SignatureSettings } from '@legate/bundles';
import { BootstrapCaller, makeApiKey, TokenSettings } from '@legate/callers';
import { USUAL_LIMITS } from '@legate/core';
import { DecisionLimits } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import {
  CanarySettings,
  LogMaskSettings,
  LogReadSettings,
  NO_REPORT,
  RecorderSettings,
  Spool,
  SpoolSettings,
} from '@legate/decision-log';
import type { LogStatus, SpoolDisk } from '@legate/decision-log';
import { CacheSettings } from '@legate/delegation';
import { FeedSettings, SystemClock } from '@legate/directory';
import type { ProcessClock } from '@legate/directory';
import { GitSettings, locateGit } from '@legate/git';
import { SearchLimits } from '@legate/insight';
import { OperationalLog } from '@legate/platform';
import type { PolicyRuntime } from '@legate/policy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ImportLimits } from '../../apps/pdp/src/admin-api/imports/import-limits.js';
import { PageLimits } from '../../apps/pdp/src/admin-api/shared/page-limits.js';
import { PdpConfig } from '../../apps/pdp/src/config/pdp-config.js';
import { BatchLimits } from '../../apps/pdp/src/decision-api/batch-limits.js';
import { createApp } from '../../apps/pdp/src/http/create-app.js';
import { HttpLimits } from '../../apps/pdp/src/http/http-limits.js';
import type { TlsFiles } from '../../apps/pdp/src/http/tls-files.js';
import { MetadataSettings } from '../../apps/pdp/src/metadata/metadata-settings.js';
import type { PdpParts } from '../../apps/pdp/src/pdp.module.js';
import { closeApp } from '../../apps/pdp/src/start/close-app.js';
import { Tracing } from '../../apps/pdp/src/tracing/tracing.js';
import { createTestDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { HttpClient } from './http-client.js';
import { loadShippedPolicies } from './shipped-policies.js';
import { RunningShipper, shippingSettings } from './shipping.js';
import type { ShippingOverrides } from './shipping.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly database: TestDatabase;
  /** The bootstrap key. */
  readonly key: string;
  /** Asks with the bootstrap key. */
  readonly admin: HttpClient;
  readonly spool: Spool;
  /** Ships the spool, where `shipping` is asked for. */
  readonly shipper: RunningShipper | null;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly bodyLimitBytes?: number;
  readonly http?: Partial<HttpLimits>;
  readonly maxPageSize?: number;
  readonly imports?: Partial<ImportLimits>;
  /** Decides for tenants instead of the shipped starter policy. */
  readonly starterPolicy?: PolicyEvaluator;
  readonly maxBatch?: number;
  readonly limits?: Partial<DecisionLimits>;
  readonly search?: Partial<SearchLimits>;
  readonly metadata?: Partial<MetadataSettings>;
  readonly poolSize?: number;
  readonly databaseTimeoutMs?: number;
  readonly feed?: Partial<FeedSettings>;
  readonly cacheEntries?: number;
  readonly clock?: ProcessClock;
  readonly bundles?: Partial<BundleSettings>;
  /** Limits of policies, and what is told of them. */
  readonly runtime?: PolicyRuntime;
  readonly git?: Partial<GitSettings>;
  readonly signatures?: SignatureSettings;
  readonly remotes?: Partial<RemoteSettings>;
  readonly tokens?: Partial<TokenSettings>;
  readonly tls?: TlsFiles;
  readonly spool?: Partial<SpoolSettings>;
  readonly spoolDisk?: SpoolDisk;
  readonly recorder?: Partial<RecorderSettings>;
  readonly logReads?: Partial<LogReadSettings>;
  readonly canary?: Partial<CanarySettings>;
  readonly tracing?: Tracing;
  /** Ships what is spooled into the service's database; without it nothing is shipped. */
  readonly shipping?: ShippingOverrides;
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
  const folder = await mkdtemp(join(tmpdir(), 'legate-test-'));
  const spool = await openSpool(options, folder);
  const shipper = await startShipper(options, { databaseUrl: database.url, folder, spool });
  const logStatus: LogStatus = shipper ?? { read: () => NO_REPORT };
  const app = await makeApp(options, { databaseUrl: database.url, folder, spool, logStatus });
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
    spool,
    shipper,
    stop: async () => {
      await closeApp(app);
      await spool.close({});
      await shipper?.stop();
      await rm(folder, { recursive: true, force: true });
      if (beside === undefined) {
        await database.drop();
      }
    },
  };
}

async function openSpool({ spool, spoolDisk }: ServiceOptions, folder: string): Promise<Spool> {
  const settings = new SpoolSettings({
    path: join(folder, 'spool'),
    durability: 'process',
    segmentBytes: 64 * 1024 ** 2,
    segmentAgeMs: 60_000,
    maxBytes: 1024 ** 3,
    ...spool,
  });
  const nothing = (): void => undefined;
  const events = { failed: nothing, recovered: nothing, fault: nothing };
  const disk = spoolDisk === undefined ? {} : { disk: spoolDisk };
  return await Spool.open({ settings, events, now: Date.now, ...disk }, {});
}

interface ShippedFrom {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly spool: Spool;
}

async function startShipper(
  { shipping }: ServiceOptions,
  { databaseUrl, folder, spool }: ShippedFrom,
): Promise<RunningShipper | null> {
  if (shipping === undefined) {
    return null;
  }
  const settings = shippingSettings(folder, databaseUrl, { writer: spool.writer, ...shipping });
  return await RunningShipper.start(settings, () => spool.head.seq);
}

interface MadeFor extends ShippedFrom {
  readonly logStatus: LogStatus;
}

async function makeApp(
  options: ServiceOptions,
  { databaseUrl, folder, spool, logStatus }: MadeFor,
): Promise<NestFastifyApplication> {
  const { bodyLimitBytes = 256 * 1024, poolSize = 5, databaseTimeoutMs = 5000 } = options;
  const policies = await loadShippedPolicies(options.runtime);
  const database = {
    url: (await options.connectThrough?.(databaseUrl)) ?? databaseUrl,
    poolSize,
    connectTimeoutMs: databaseTimeoutMs,
    statementTimeoutMs: databaseTimeoutMs,
    onPoolError: () => undefined,
  };
  return await createApp({
    database,
    log: new OperationalLog('silent'),
    http: new HttpLimits(Object.assign(new PdpConfig(), options.http)),
    imports: new ImportLimits({
      maxLines: 200_000,
      maxBytes: 256 * 1024 * 1024,
      maxLineBytes: bodyLimitBytes,
      ...options.imports,
    }),
    metadata: new MetadataSettings({ publicUrl: null, signer: null, ...options.metadata }),
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
    compiler: policies.compiler,
    runtime: policies.runtime,
    ...toDecisionLimits(options),
    ...toBundleParts(options, folder),
    decisionLog: spool,
    logStatus,
    recorder: new RecorderSettings({
      mask: new LogMaskSettings([], ''),
      isOff: false,
      answersUnrecorded: false,
      refusalsPerSecond: 50,
      limits: { ...USUAL_LIMITS, ...options.limits },
      ...options.recorder,
    }),
    logReads: new LogReadSettings({
      database,
      connections: 4,
      maxExports: 2,
      maxTails: 3,
      timeoutMs: databaseTimeoutMs,
      ...options.logReads,
    }),
    ...toWatch(options),
    bodyLimitBytes,
  });
}

function toWatch({
  canary,
  tracing = new Tracing(null),
}: ServiceOptions): Pick<PdpParts, 'canary' | 'tracing'> {
  return { tracing, canary: new CanarySettings({ intervalMs: 0, boundMs: 60_000, ...canary }) };
}

function toDecisionLimits({
  maxPageSize = 1000,
  maxBatch = 100,
  search,
  limits,
}: ServiceOptions): Pick<PdpParts, 'limits' | 'pages' | 'batch' | 'search'> {
  return {
    limits: new DecisionLimits({ maxChainLength: USUAL_LIMITS.maxChainLength, ...limits }),
    pages: new PageLimits({ maxPageSize }),
    batch: new BatchLimits({ maxItems: maxBatch }),
    search: new SearchLimits({ maxResults: 1000, tokenLifetimeMs: 900_000, ...search }),
  };
}

function toBundleParts(
  { bundles, git, signatures, remotes }: ServiceOptions,
  folder: string,
): Pick<PdpParts, 'bundles' | 'git' | 'remotes' | 'verifier'> {
  const bounds = {
    maxBytes: 4 * 1024 * 1024,
    maxDataBytes: 1024 * 1024,
    coverageFloor: 0,
    maxEvaluationMs: 1000,
    maxLoaded: 64,
    maxAgeMs: 0,
    overAge: 'deny',
    heartbeatMs: 10_000,
    shadowQueue: 1000,
    shadowShare: 0.5,
    replayMaxEntries: 10_000,
  } as const;
  return {
    bundles: new BundleSettings({ ...bounds, folder, ...bundles }),
    remotes: new RemoteSettings(remotes),
    git: new GitSettings({
      folder: join(folder, 'git'),
      program: locateGit('', process.env['PATH'] ?? ''),
      maxPackBytes: 16 * 1024 * 1024,
      maxRepositoryBytes: 512 * 1024 * 1024,
      timeoutMs: 300_000,
      maxPushes: 4,
      maxFetches: 8,
      allowForcePush: true,
      ...git,
    }),
    verifier: BundleVerifier.with(signatures ?? { keys: '', demand: 'auto', scope: '' }),
  };
}
