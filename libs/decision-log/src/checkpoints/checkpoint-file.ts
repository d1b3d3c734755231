import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readCheckpoint } from './checkpoint.js';
import type { OutsideSink } from './outside-sink.js';

/** More than a checkpoint ever has, some thousand writers. */
const TAIL_BYTES = 4 * 1024 * 1024;

/**
 * A file that is only ever appended to, a checkpoint a line. It may be shared by processes: then one may be there
 * twice. A line that was cut off by the death of its process is ended, and written again.
 */
export class CheckpointFile implements OutsideSink {
  readonly name = 'file';

  constructor(private readonly path: string) {}

  async last(): Promise<number | null> {
    const lines = (await this.tail()).split('\n').reverse();
    for (const line of lines) {
      const number = readCheckpoint(line)?.checkpoint.number ?? null;
      if (number !== null) {
        return number;
      }
    }
    return null;
  }

  async write(lines: readonly string[]): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const isCutOff = !/(^|\n)$/.test(await this.tail(1));
    const file = await open(this.path, 'a', 0o640);
    try {
      await file.appendFile(`${isCutOff ? '\n' : ''}${lines.map((line) => `${line}\n`).join('')}`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  private async tail(bytes = TAIL_BYTES): Promise<string> {
    let file: FileHandle;
    try {
      file = await open(this.path, 'r');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
        return '';
      }
      throw cause;
    }
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.min(size, bytes));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, size - buffer.length);
      return buffer.subarray(0, bytesRead).toString();
    } finally {
      await file.close();
    }
  }
}
