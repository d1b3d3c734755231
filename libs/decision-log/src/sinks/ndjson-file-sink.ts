import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LogSink, SinkBatch } from './log-sink.js';

export interface NdjsonFileSettings {
  readonly path: string;
  /** A file that is this large is renamed and another one begun. */
  readonly maxBytes: number;
  /** How many renamed files are kept; 0 keeps all. */
  readonly keep: number;
}

const NEWLINE = Buffer.from('\n');

/**
 * A file with one entry a line, each the exact text that is hashed. It may be shared by processes: each batch is one
 * append. Renamed files have the time in their name, so that they sort.
 */
export class NdjsonFileSink implements LogSink {
  readonly name = 'file';

  constructor(private readonly settings: NdjsonFileSettings) {}

  async send({ entries }: SinkBatch): Promise<void> {
    const { path } = this.settings;
    await mkdir(dirname(path), { recursive: true });
    await this.rotate();
    const file = await open(path, 'a', 0o640);
    try {
      await file.appendFile(Buffer.concat(entries.flatMap(({ bytes }) => [bytes, NEWLINE])));
      // What the cursor says is there must be there after a crash of the machine too.
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  private async rotate(): Promise<void> {
    const { path, maxBytes } = this.settings;
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size >= maxBytes) {
      const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
      await rename(path, `${path}.${time}`);
      await this.removeOld();
    }
  }

  private async removeOld(): Promise<void> {
    const { path, keep } = this.settings;
    const prefix = `${basename(path)}.`;
    const renamed = (await readdir(dirname(path)))
      .filter((name) => name.startsWith(prefix) && /^\d{8}T\d{9}Z$/.test(name.slice(prefix.length)))
      .sort();
    for (const name of keep === 0 ? [] : renamed.slice(0, -keep)) {
      await unlink(join(dirname(path), name));
    }
  }
}
