import { StartupError } from '@legate/core';
import {
  CanarySettings,
  LogMaskSettings,
  LogReadSettings,
  NoLog,
  RecorderSettings,
  repairTails,
  Spool,
  spoolFolder,
  SpoolSettings,
} from '@legate/decision-log';
import type { LogWriter, SpoolEvents } from '@legate/decision-log';
import type { DatabaseSettings } from '@legate/persistence';
import type { OperationalLog } from '@legate/platform';
import type { PdpConfig } from '../config/pdp-config.js';
import type { StartContext } from './prepare-database.js';

const NO_LOG = 'decisions are not logged: LEGATE_LOG is insecure-off';

/** Mends what a killed process has left, and opens the spool; it is closed when all else is. */
export async function openDecisionLog({
  config,
  log,
  terminal,
  opened,
}: Pick<StartContext, 'config' | 'log' | 'terminal' | 'opened'>): Promise<LogWriter> {
  if (config.log === 'insecure-off') {
    log.warn({ event: 'log.off', reason: NO_LOG });
    terminal.step('log', NO_LOG);
    return new NoLog();
  }
  const settings = toSpoolSettings(config);
  try {
    await repair(settings.path, log);
    const spool = await Spool.open({ settings, events: tell(log), now: Date.now }, whoWeAre());
    opened.add(async () => {
      await spool.close(whoWeAre());
    });
    return spool;
  } catch (cause) {
    const { message } = cause as Error;
    throw new StartupError(
      'log.spool_unwritable',
      `the spool of the decision log in ${settings.path} cannot be written: ${message}`,
      { cause },
    );
  }
}

export function toSpoolSettings(config: PdpConfig): SpoolSettings {
  return new SpoolSettings({
    path: spoolFolder(config.dataDir),
    durability: config.logDurability,
    segmentBytes: config.logSegmentBytes,
    segmentAgeMs: config.logSegmentAgeMs,
    maxBytes: config.logSpoolMaxBytes,
  });
}

/** @throws StartupError `config.invalid` */
export function toRecorderSettings(config: PdpConfig): RecorderSettings {
  const mask = LogMaskSettings.parse(config.logMask, config.logMaskKey);
  if (typeof mask === 'string') {
    throw new StartupError('config.invalid', `LEGATE_LOG_MASK: ${mask}`);
  }
  return new RecorderSettings({
    mask,
    isOff: config.log === 'insecure-off',
    answersUnrecorded: config.logOnFailure === 'insecure-answer',
    refusalsPerSecond: config.logRefusalsPerSecond,
    limits: { maxChainLength: config.maxChainLength, fuel: config.policyFuel },
  });
}

/** How the log is read, and how it is watched that entries come to where it is. */
export function toLogReads(
  config: PdpConfig,
  database: DatabaseSettings,
): { readonly logReads: LogReadSettings; readonly canary: CanarySettings } {
  return {
    logReads: new LogReadSettings({
      database,
      connections: config.logQueryConnections,
      timeoutMs: config.logQueryTimeoutMs,
      maxExports: config.logExports,
      maxTails: config.logTails,
    }),
    canary: new CanarySettings({
      intervalMs: config.logCanaryMs,
      boundMs: config.logCanaryBoundMs,
    }),
  };
}

async function repair(path: string, log: OperationalLog): Promise<void> {
  for (const { file, cutBytes, damage } of await repairTails(path, Date.now())) {
    if (damage === null) {
      log.warn({ event: 'log.tail_cut', file, cutBytes });
    } else {
      log.error({ event: 'log.segment_damaged', file, ...damage });
    }
  }
}

function tell(log: OperationalLog): SpoolEvents {
  return {
    failed: (err) => {
      log.error({ event: 'log.spool_unwritable', err });
    },
    recovered: (outage) => {
      log.warn({ event: 'log.spool_recovered', ...outage });
    },
    fault: (err) => {
      log.error({ event: 'log.answer_failed', err });
    },
  };
}

function whoWeAre(): { readonly pid: number } {
  return { pid: process.pid };
}
