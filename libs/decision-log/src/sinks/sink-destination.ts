import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Destination, EntryBatch } from '../shipping/entry-batch.js';
import type { LogSink } from './log-sink.js';

const FULL = ['ENOSPC', 'EDQUOT'];

/**
 * A sink with a cursor: a file in the writer's folder that says how far it has got. It is moved after the sink has
 * confirmed, so that after a crash in between a batch is sent again (at least once).
 */
export class SinkDestination implements Destination {
  readonly name: string;
  private readonly confirmed = new Map<string, number>();

  constructor(
    private readonly sink: LogSink,
    private readonly folderOf: (writer: string) => string,
  ) {
    this.name = sink.name;
  }

  async position(writer: string): Promise<number> {
    return Math.max(this.confirmed.get(writer) ?? 0, await this.readCursor(writer));
  }

  private async readCursor(writer: string): Promise<number> {
    try {
      const cursor = JSON.parse(await readFile(this.fileOf(writer), 'utf8')) as { seq?: unknown };
      return typeof cursor.seq === 'number' ? cursor.seq : 0;
    } catch {
      return 0;
    }
  }

  async deliver({ writer, entries, lastSeq }: EntryBatch, signal: AbortSignal): Promise<void> {
    if (entries.length > 0) {
      await this.sink.send({ writer, entries }, signal);
    }
    signal.throwIfAborted();
    this.confirmed.set(writer, lastSeq);
    await this.writeCursor(this.fileOf(writer), lastSeq);
  }

  async close(): Promise<void> {
    await this.sink.close();
  }

  /** On a full disk it stays where it was, so that segments go on to be removed; more is sent again after a crash. */
  private async writeCursor(file: string, seq: number): Promise<void> {
    try {
      await writeFile(`${file}.tmp`, JSON.stringify({ seq }));
      await rename(`${file}.tmp`, file);
    } catch (cause) {
      if (!FULL.includes((cause as NodeJS.ErrnoException).code ?? '')) {
        throw cause;
      }
    }
  }

  private fileOf(writer: string): string {
    return join(this.folderOf(writer), `sink-${this.name}.json`);
  }
}
