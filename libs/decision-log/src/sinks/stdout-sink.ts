import { write } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { LogSink, SinkBatch } from './log-sink.js';

const NEWLINE = Buffer.from('\n');
const FULL_PIPE_MS = 10;
const STDOUT = 1;

const writeSome = promisify(write) as (
  fd: number,
  bytes: Buffer,
  offset: number,
) => Promise<number | { readonly bytesWritten: number }>;

/** Entries as lines on standard output. Written to the descriptor itself, since a stream would not tell when it is through. */
export class StdoutSink implements LogSink {
  readonly name = 'stdout';

  constructor(private readonly descriptor = STDOUT) {}

  async send({ entries }: SinkBatch, signal: AbortSignal): Promise<void> {
    const bytes = Buffer.concat(entries.flatMap((entry) => [entry.bytes, NEWLINE]));
    for (let at = 0; at < bytes.length;) {
      signal.throwIfAborted();
      at += await this.write(bytes, at);
    }
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  /** @returns how many bytes were taken; none while a pipe is full that does not block */
  private async write(bytes: Buffer, at: number): Promise<number> {
    try {
      const written = await writeSome(this.descriptor, bytes, at);
      return typeof written === 'number' ? written : written.bytesWritten;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw cause;
      }
      await delay(FULL_PIPE_MS);
      return 0;
    }
  }
}
