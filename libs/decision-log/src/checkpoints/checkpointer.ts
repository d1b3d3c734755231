import type { LogEvent } from '@legate/platform';
import type { ChainHead } from '../spool/spool.js';
import { MOST_AT_ONCE } from './checkpoint-chain.js';
import type { ChainedCheckpoint, CheckpointChain } from './checkpoint-chain.js';
import type { CheckpointKey } from './checkpoint-key.js';
import { writeCheckpoint } from './checkpoint.js';
import type { WriterHead } from './checkpoint.js';
import type { OutsideSink } from './outside-sink.js';

/** What of the spool is needed. */
export interface CheckpointedWriter {
  readonly writer: string;
  readonly head: ChainHead;
  mark(event: string, members: object): Promise<boolean>;
}

export interface CheckpointerParts {
  readonly writer: CheckpointedWriter;
  readonly key: CheckpointKey;
  readonly chain: CheckpointChain;
  readonly sinks: readonly OutsideSink[];
  readonly intervalMs: number;
  /** ms since the epoch; only for checkpoints that are made while the database is away. */
  readonly now: () => number;
  readonly log: (level: 'info' | 'warn' | 'error', event: LogEvent) => void;
}

/**
 * Makes a checkpoint as often as the interval says while entries are written: adds it to the chain, gives it to the
 * outside sinks, and marks it in the log. While the database is away, it signs the head of its own writer alone.
 */
export class Checkpointer {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isClosed = false;
  /** Up to here there is nothing that is not named, but for a mark that says so. */
  private quietSeq = 0;
  private last: ChainedCheckpoint | null = null;
  private readonly failing = new Set<string>();

  constructor(private readonly parts: CheckpointerParts) {}

  start(): void {
    const began = performance.now();
    this.running = this.makeWhenDue().then(() => {
      if (!this.isClosed) {
        const waitMs = Math.max(0, this.parts.intervalMs - (performance.now() - began));
        this.timer = setTimeout(() => {
          this.start();
        }, waitMs);
        this.timer.unref();
      }
    });
  }

  /** Makes the last one. To be called when the writer adds nothing any more: it names all there is. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    await this.running;
    await this.makeWhenDue();
    await this.parts.chain.close();
  }

  /** Makes one, if there is an entry that no checkpoint names. Never rejects. */
  async makeWhenDue(): Promise<void> {
    const { writer } = this.parts;
    const { seq, hash } = writer.head;
    if (seq <= this.quietSeq) {
      return;
    }
    const head = { writer: writer.writer, seq, hash: hash.toString('hex') };
    const added = await this.attempt('database', async () => await this.add(head));
    const line = added ?? this.makeAlone(head);
    for (const sink of this.parts.sinks) {
      await this.attempt(sink.name, async () => {
        await sink.write(added === null ? [line] : await this.missing(sink, added));
      });
    }
    await writer.mark('checkpoint', { checkpoint: JSON.parse(line) as object });
    this.quietSeq = writer.head.seq === seq + 1 ? seq + 1 : seq;
  }

  private async add(head: WriterHead): Promise<string> {
    const { chain, log } = this.parts;
    const before = this.last?.number ?? 0;
    this.last = await chain.add(head);
    if (this.last.number <= before) {
      log('error', { event: 'log.checkpoints_lost', known: before, number: this.last.number });
    }
    return this.last.line;
  }

  private makeAlone(head: WriterHead): string {
    const { key, now } = this.parts;
    return writeCheckpoint(
      {
        number: null,
        at: new Date(now()).toISOString(),
        maker: head.writer,
        previous: this.last?.hash ?? null,
        heads: [head],
      },
      key,
    );
  }

  /** What a sink does not have yet, also of other processes; one that has none begins with the new one. */
  private async missing(sink: OutsideSink, line: string): Promise<readonly string[]> {
    const last = await sink.last();
    const found = last === null ? [] : await this.parts.chain.after(last);
    const lines = found.map((one) => one.line);
    // Of a long gap the rest follows the next time: no number is passed over.
    return lines.length === MOST_AT_ONCE || lines.includes(line) ? lines : [...lines, line];
  }

  /** Null when it fails, which is told of once until it works again. */
  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    const { log } = this.parts;
    try {
      const result = await work();
      if (this.failing.delete(what)) {
        log('info', { event: 'log.checkpoints_recovered', destination: what });
      }
      return result;
    } catch (cause) {
      if (!this.failing.has(what)) {
        this.failing.add(what);
        const reason = cause instanceof Error ? cause.message : String(cause);
        log('warn', { event: 'log.checkpoints_failed', destination: what, reason });
      }
      return null;
    }
  }
}
