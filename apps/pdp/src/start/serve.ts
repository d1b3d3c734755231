import { Server } from 'node:https';
import { join } from 'node:path';
import { BundleSettings, BundleVerifier } from '@legate/bundles';
import type { SignatureSettings } from '@legate/bundles';
import { BootstrapCaller } from '@legate/callers';
import { DecisionLimits } from '@legate/decision';
import { CacheSettings } from '@legate/delegation';
import { FeedSettings, SystemClock } from '@legate/directory';
import { GitSettings, locateGit } from '@legate/git';
import { SearchLimits } from '@legate/insight';
import type { DatabaseSettings } from '@legate/persistence';
import { loadConfig, OperationalLog } from '@legate/platform';
import type { Environment } from '@legate/platform';
import { defaultCacheDir, PolicyRuntime } from '@legate/policy';
import type { PolicyLimits } from '@legate/policy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ImportLimits } from '../admin-api/imports/import-limits.js';
import { PageLimits } from '../admin-api/shared/page-limits.js';
import { PdpConfig } from '../config/pdp-config.js';
import { BatchLimits } from '../decision-api/batch-limits.js';
import { createApp } from '../http/create-app.js';
import { HttpLimits } from '../http/http-limits.js';
import { MetadataSettings } from '../metadata/metadata-settings.js';
import { MetadataSigner } from '../metadata/metadata-signer.js';
import type { PdpParts } from '../pdp.module.js';
import { closeApp } from './close-app.js';
import { listen, probeAddress } from './listen.js';
import { loadTls } from './load-tls.js';
import { openDecisionLog, toLogReads, toRecorderSettings } from './open-decision-log.js';
import { Opened } from './opened.js';
import { prepareCheckpoints } from './prepare-checkpoints.js';
import { prepareDatabase } from './prepare-database.js';
import type { StartContext } from './prepare-database.js';
import { preparePolicies } from './prepare-policies.js';
import type { Policies, PolicySettings } from './prepare-policies.js';
import { prepareTracing } from './prepare-tracing.js';
import { remoteSettings } from './remote-settings.js';
import { serveMetrics } from './serve-metrics.js';
import { prepareShipping } from './start-shipping.js';
import type { StopRequest } from './stop-request.js';
import type { Terminal } from './terminal.js';
import { tokenSettings } from './token-settings.js';

/**
 * Starts the service, serves until it is asked to stop, and stops everything it started.
 *
 * @returns the exit code: 0 after a stop that was asked for, else 1 with one line that says why.
 */
export async function serve(
  environment: Environment,
  stop: StopRequest,
  terminal: Terminal,
): Promise<number> {
  const opened = new Opened();
  try {
    const context = readSettings(environment, { terminal, stop, opened });
    await start(context, policySettings(context.config, environment));
    await stop.wait();
    terminal.step('stopping', 'answering what is under way');
    if (stop.reason?.kind === 'lost') {
      reportFailure(stop.reason.cause, terminal);
    }
  } catch (error) {
    if (stop.reason?.kind !== 'asked') {
      reportFailure(error, terminal);
      stop.stop({ kind: 'lost', cause: error as Error });
    }
  }
  return await finish(stop, opened, terminal);
}

function readSettings(
  environment: Environment,
  rest: Pick<StartContext, 'terminal' | 'stop' | 'opened'>,
): StartContext {
  const { config, warnings } = loadConfig(PdpConfig, environment);
  const log = new OperationalLog(config.logLevel);
  for (const warning of warnings) {
    log.warn({ event: 'config.ignored', warning });
  }
  return { config, log, ...rest };
}

function policySettings(config: PdpConfig, environment: Environment): PolicySettings {
  return {
    cacheDir:
      config.cacheDir === '' ? defaultCacheDir(environment['XDG_CACHE_HOME']) : config.cacheDir,
    opa: config.opa,
    opaReleaseUrl: config.opaReleaseUrl,
    searchPath: environment['PATH'] ?? '',
  };
}

async function start(context: StartContext, policy: PolicySettings): Promise<void> {
  const { config, log, stop, opened } = context;
  await probeAddress(config);
  const metadata = await toMetadata(config);
  const tls = loadTls(config);
  const policies = await loadPolicies(context, policy);
  stop.check();
  const database = await prepareDatabase(context);
  stop.check();
  const told = { tracing: await prepareTracing(context), ...(await openLog(context, database)) };
  const app = await createApp({
    database,
    log,
    ...toBounds(config),
    metadata,
    tokens: tokenSettings(config, log),
    tls,
    clock: new SystemClock(),
    starterPolicy: policies.starter,
    systemPolicy: policies.system,
    remotes: remoteSettings(config, policy.searchPath, log),
    git: toGitSettings(config, policy.searchPath),
    compiler: policies.compiler,
    runtime: policies.runtime,
    verifier: BundleVerifier.with(toSignatures(config)),
    ...told,
    recorder: toRecorderSettings(config),
    ...toLogReads(config, database),
    bodyLimitBytes: config.bodyLimitBytes,
    http: new HttpLimits(config),
  });
  const stopWatching = tls?.watch(app.getHttpServer() as Server, log);
  opened.add(async () => {
    stopWatching?.();
    await closeApp(app);
  });
  await serveMetrics(app, context);
  await announce(app, await listenAt(app, config), context);
}

/** Each ends behind what it waits for: the spool first, then its last checkpoint, then shipping. */
async function openLog(
  context: StartContext,
  database: DatabaseSettings,
): Promise<Pick<PdpParts, 'decisionLog' | 'logStatus'>> {
  const shipping = prepareShipping(context, database);
  const checkpoints = await prepareCheckpoints(context, database);
  const decisionLog = await openDecisionLog(context);
  checkpoints.begin(decisionLog);
  return { decisionLog, logStatus: shipping.begin(decisionLog) };
}

async function listenAt(app: NestFastifyApplication, config: PdpConfig): Promise<string> {
  const address = await listen(app, config);
  return app.getHttpServer() instanceof Server ? address.replace(/^http:/, 'https:') : address;
}

async function loadPolicies(
  { config, log, terminal }: StartContext,
  settings: PolicySettings,
): Promise<Policies> {
  const runtime = new PolicyRuntime(toPolicyLimits(config), log);
  return await preparePolicies(settings, terminal, runtime, (reason) => {
    log.warn({ event: 'policy.box_shares_network', reason });
  });
}

async function toMetadata({
  publicUrl,
  metadataSigningKey: key,
}: PdpConfig): Promise<MetadataSettings> {
  return new MetadataSettings({
    publicUrl: publicUrl === '' ? null : publicUrl,
    signer: key === '' ? null : await MetadataSigner.load(key),
  });
}

type Bounds = 'limits' | 'pages' | 'batch' | 'search' | 'imports' | 'feed' | 'cache' | 'bundles';

function toBounds(config: PdpConfig): Pick<PdpParts, Bounds> {
  return {
    limits: new DecisionLimits(config),
    pages: new PageLimits(config),
    batch: new BatchLimits({ maxItems: config.maxBatch }),
    search: new SearchLimits({
      maxResults: config.searchMaxResults,
      tokenLifetimeMs: config.pageTokenLifetimeMs,
    }),
    imports: new ImportLimits({
      maxLines: config.importMaxLines,
      maxBytes: config.importMaxBytes,
      maxLineBytes: config.bodyLimitBytes,
    }),
    feed: new FeedSettings({
      pollIntervalMs: config.feedPollMs,
      maxStalenessMs: config.maxStalenessMs,
      maxClockSkewMs: config.maxClockSkewMs,
      catchUpLimitMs: config.revisionWaitMs,
    }),
    cache: new CacheSettings({ maxEntries: config.factsCacheEntries }),
    bundles: new BundleSettings({
      maxBytes: config.bundleMaxBytes,
      maxDataBytes: config.bundleMaxDataBytes,
      coverageFloor: config.bundleCoverageFloor,
      maxEvaluationMs: config.bundleMaxEvaluationMs,
      maxLoaded: config.bundlesLoaded,
      shadowQueue: config.shadowQueue,
      shadowShare: config.shadowCpuPercent / 100,
      replayMaxEntries: config.replayMaxEntries,
      folder: join(config.dataDir, 'bundles'),
      maxAgeMs: config.bundleMaxAgeS * 1000,
      overAge: config.bundleOverAge,
      heartbeatMs: 10_000,
    }),
  };
}

function toPolicyLimits(config: PdpConfig): PolicyLimits {
  const { policyFuel: fuel, policyBreakerTraps: afterTraps, policyBreakerMs: openMs } = config;
  const breaker = afterTraps === 0 ? null : { afterTraps, openMs };
  return { fuel, breaker, rememberedOutcomes: config.policyRememberedOutcomes };
}

function toGitSettings(config: PdpConfig, searchPath: string): GitSettings {
  return new GitSettings({
    folder: join(config.dataDir, 'git'),
    program: locateGit(config.git, searchPath),
    maxPackBytes: config.gitMaxPackBytes,
    maxRepositoryBytes: config.gitMaxRepositoryBytes,
    timeoutMs: config.gitTimeoutMs,
    maxPushes: config.gitMaxPushes,
    maxFetches: config.gitMaxFetches,
    allowForcePush: config.gitForcePush,
  });
}

function toSignatures(config: PdpConfig): SignatureSettings {
  const { bundleKeys: keys, bundleSignatures: demand, bundleScope: scope } = config;
  return { keys, demand, scope };
}

async function announce(
  app: NestFastifyApplication,
  url: string,
  { config, terminal }: StartContext,
): Promise<void> {
  const given = config.bootstrapAdminKey === '' ? null : config.bootstrapAdminKey;
  const key = await app.get(BootstrapCaller).ensure(given);
  terminal.step('service', url);
  terminal.step('docs', `${url}/docs`);
  if (key !== null) {
    terminal.step('admin key', `${key}   (shown only now: keep it)`);
  }
  terminal.step('ready', 'Ctrl-C stops everything');
}

/** One line for each problem; a line is all a person needs, the log has nothing yet. */
function reportFailure(error: unknown, terminal: Terminal): void {
  const text = error instanceof Error ? error.message : String(error);
  for (const line of text.split('\n')) {
    terminal.fail(line);
  }
}

async function finish(stop: StopRequest, opened: Opened, terminal: Terminal): Promise<number> {
  const failures = await opened.close();
  for (const failure of failures) {
    reportFailure(failure, terminal);
  }
  const { reason } = stop;
  if (reason?.kind === 'lost') {
    return 1;
  }
  return failures.length === 0 ? 0 : 1;
}
