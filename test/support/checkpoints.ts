import { CheckpointChain, Checkpointer, CheckpointKey } from '@legate/decision-log';
import type { CheckpointedWriter, OutsideSink } from '@legate/decision-log';

export interface MadeCheckpointer {
  readonly checkpointer: Checkpointer;
  readonly chain: CheckpointChain;
  readonly key: CheckpointKey;
  readonly told: Record<string, unknown>[];
}

export interface CheckpointerOptions {
  readonly databaseUrl: string;
  /** Where its key is. */
  readonly dataDir: string;
  readonly writer: CheckpointedWriter;
  readonly sinks?: readonly OutsideSink[];
}

/** A checkpointer that makes one when it is told to. */
export async function makeCheckpointer(options: CheckpointerOptions): Promise<MadeCheckpointer> {
  const { databaseUrl: url, dataDir, writer, sinks = [] } = options;
  const key = await CheckpointKey.obtain(dataDir);
  const timeouts = { connectTimeoutMs: 5000, transactionTimeoutMs: 5000 };
  const chain = new CheckpointChain({ url, ...timeouts }, key);
  const told: Record<string, unknown>[] = [];
  const checkpointer = new Checkpointer({
    ...{ writer, key, chain, sinks, intervalMs: 1000, now: Date.now },
    log: (_, event) => {
      told.push(event);
    },
  });
  return { checkpointer, chain, key, told };
}
