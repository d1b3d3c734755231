import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { StartupError } from '@legate/core';
import { ShippingThread, SINK_NAMES, Spool, spoolFolder } from '@legate/decision-log';
import type {
  LogStatus,
  LogWriter,
  ShippingSettings,
  SinkName,
  SinkSettings,
} from '@legate/decision-log';
import type { DatabaseSettings } from '@legate/persistence';
import type { PdpConfig } from '../config/pdp-config.js';
import { API_VERSION } from '../http/describe-api.js';
import { isPlainAbroad } from './plain-http.js';
import type { StartContext } from './prepare-database.js';

const BATCH_BYTES = 8 * 1024 ** 2;
const BACK_OFF = { backOffMs: 100, backOffMaxMs: 15_000 };
/** Of the time that stopping may take. */
const DRAIN_MS = 5000;

/** What is behind the spool, once there is one. */
export interface PreparedShipping {
  /** Begins; also where nothing is logged, since earlier runs may have left entries. */
  begin(writer: LogWriter): LogStatus;
}

/**
 * Gets ready to ship the decision log. To be called before the spool is opened, so that it ends after the spool, with
 * the spool's last entry shipped.
 *
 * @throws StartupError `config.invalid`
 */
export function prepareShipping(
  { config, log, opened }: Pick<StartContext, 'config' | 'log' | 'opened'>,
  database: DatabaseSettings,
): PreparedShipping {
  const settings = toShippingSettings(config, database);
  let thread: ShippingThread | null = null;
  opened.add(async () => {
    await thread?.close();
  });
  return {
    begin: (writer) => {
      const spool = writer instanceof Spool ? writer : null;
      const own = { ...settings, writer: spool?.writer ?? null };
      thread = new ShippingThread(own, log, () => spool?.head.seq ?? 0);
      thread.start();
      return thread;
    },
  };
}

/** @throws StartupError `config.invalid` */
export function toShippingSettings(
  config: PdpConfig,
  database: DatabaseSettings,
): Omit<ShippingSettings, 'writer'> {
  return {
    spoolPath: spoolFolder(config.dataDir),
    damagedPath: join(config.dataDir, 'spool-damaged'),
    databaseUrl: database.url,
    connectTimeoutMs: database.connectTimeoutMs,
    batchTimeoutMs: config.logShipTimeoutMs,
    batchEntries: config.logShipBatch,
    batchBytes: BATCH_BYTES,
    pollMs: config.logShipPollMs,
    ...BACK_OFF,
    keepBytes: config.logSinkKeepBytes,
    drainMs: DRAIN_MS,
    version: API_VERSION,
    sinks: toSinks(config),
    retention: {
      days: config.logRetentionDays,
      maxBytes: config.logRetentionBytes,
      rollUpDays: config.logCountsDays,
      checkMs: config.logRetentionCheckMs,
      export: {
        path: config.logExportDir === '' ? join(config.dataDir, 'log-export') : config.logExportDir,
        signingKey: signingKey(config.logExportKey),
      },
    },
  };
}

function toSinks(config: PdpConfig): SinkSettings {
  const file = {
    path: config.logFile,
    maxBytes: config.logFileMaxBytes,
    keep: config.logFileKeep,
  };
  const sinks = {
    file: file.path === '' ? null : file,
    stdout: config.logStdout,
    opa: toUpload(config),
    nats: toNats(config),
  };
  const required = SINK_NAMES.filter((name) => config.logSinksRequired.split(',').includes(name));
  const missing = required.filter((name) => !isConfigured(sinks[name]));
  if (missing.length > 0) {
    throw invalid(`LEGATE_LOG_SINKS_REQUIRED: ${missing.join(', ')} is not configured`);
  }
  return { ...sinks, required };
}

function isConfigured(sink: SinkSettings[SinkName]): boolean {
  return sink !== null && sink !== false;
}

function toUpload(config: PdpConfig): SinkSettings['opa'] {
  const { logUploadUrl: url, logUploadToken: token } = config;
  if (url === '') {
    return null;
  }
  if (isPlainAbroad(url) && !config.logUploadInsecureHttp) {
    throw invalid(
      'LEGATE_LOG_UPLOAD_URL: must be https, or LEGATE_LOG_UPLOAD_INSECURE_HTTP be set',
    );
  }
  return { url, token: token === '' ? null : token, sizeLimitBytes: config.logUploadMaxBytes };
}

function toNats(config: PdpConfig): SinkSettings['nats'] {
  const { logNatsUrl: servers, logNatsUser, logNatsPassword: secret } = config;
  if (servers === '') {
    return null;
  }
  const user = logNatsUser === '' ? null : logNatsUser;
  const given = secret === '' ? null : secret;
  const subject = config.logNatsSubject;
  return user === null
    ? { servers, subject, user, password: null, token: given }
    : { servers, subject, user, password: given, token: null };
}

function signingKey(pem: string): string | null {
  if (pem === '') {
    return null;
  }
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'ed25519') {
      return pem;
    }
  } catch {
    // Said below, without the key.
  }
  throw invalid('LEGATE_LOG_EXPORT_KEY: must be an Ed25519 private key as PEM');
}

function invalid(message: string): StartupError {
  return new StartupError('config.invalid', message);
}
