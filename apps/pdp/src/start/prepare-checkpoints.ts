import { StartupError } from '@legate/core';
import {
  CheckpointChain,
  Checkpointer,
  CheckpointFile,
  CheckpointKey,
  CheckpointUpload,
  Spool,
} from '@legate/decision-log';
import type { LogWriter, OutsideSink } from '@legate/decision-log';
import type { DatabaseSettings } from '@legate/persistence';
import type { PdpConfig } from '../config/pdp-config.js';
import { isPlainAbroad } from './plain-http.js';
import type { StartContext } from './prepare-database.js';

/** Longest for the database or the receiver: a checkpoint that waits longer is made alone. */
const TIMEOUT_MS = 3000;

/** What is ready to sign, once there is a spool. */
export interface PreparedCheckpoints {
  /** Begins; with no spool nothing is signed. */
  begin(writer: LogWriter): void;
}

/**
 * Gets ready to sign checkpoints. To be called before the spool is opened, so that the last one is made behind the
 * spool's last entry.
 *
 * @throws StartupError `config.invalid`
 */
export async function prepareCheckpoints(
  { config, log, terminal, opened }: Omit<StartContext, 'stop'>,
  database: DatabaseSettings,
): Promise<PreparedCheckpoints> {
  if (config.log === 'insecure-off') {
    return { begin: () => undefined };
  }
  const key = await keyOf(config);
  const sinks = toSinks(config);
  terminal.step('log key', `${key.id}, public part in ${await key.publish(config.dataDir)}`);
  let checkpointer: Checkpointer | null = null;
  opened.add(async () => {
    await checkpointer?.close();
  });
  return {
    begin: (writer) => {
      if (!(writer instanceof Spool)) {
        return;
      }
      checkpointer = new Checkpointer({
        ...{ writer, key, sinks, intervalMs: config.logCheckpointMs, now: Date.now },
        chain: new CheckpointChain(
          { url: database.url, connectTimeoutMs: TIMEOUT_MS, transactionTimeoutMs: TIMEOUT_MS },
          key,
        ),
        log: (level, event) => {
          log[level](event);
        },
      });
      checkpointer.start();
    },
  };
}

async function keyOf({ logCheckpointKey: pem, dataDir }: PdpConfig): Promise<CheckpointKey> {
  if (pem === '') {
    return await CheckpointKey.obtain(dataDir).catch((cause: unknown) => {
      throw invalid(`the key of checkpoints: ${(cause as Error).message}`);
    });
  }
  const key = CheckpointKey.parse(pem);
  if (key === null) {
    throw invalid('LEGATE_LOG_CHECKPOINT_KEY: must be an Ed25519 private key as PEM');
  }
  return key;
}

function toSinks(config: PdpConfig): readonly OutsideSink[] {
  const { logCheckpointFile: file, logCheckpointUrl: url, logCheckpointToken: token } = config;
  if (url !== '' && isPlainAbroad(url)) {
    throw invalid('LEGATE_LOG_CHECKPOINT_URL: must be https, or loopback');
  }
  return [
    ...(file === '' ? [] : [new CheckpointFile(file)]),
    ...(url === ''
      ? []
      : [new CheckpointUpload({ url, token: token === '' ? null : token, timeoutMs: TIMEOUT_MS })]),
  ];
}

function invalid(message: string): StartupError {
  return new StartupError('config.invalid', message);
}
