import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { InvalidRequestError, LimitExceededError } from '@legate/core';
import type { ImportEntity, ImportInputs, ImportLines } from '@legate/delegation';
import type { Lined } from '@legate/directory';
import { splitLines } from './split-lines.js';

/** What the name of an import's folder begins with: it tells whose it is. */
const SPOOL_PREFIX = `legate-import-${process.pid}-`;

const MAX_BATCH_LINES = 1000;
const MAX_BATCH_BYTES = 1024 * 1024;
const WRITE_BYTES = 256 * 1024;

/** An import on disk: the body as it came, and its lines once they are read, by the kind of object. */
export class ImportSpool implements ImportLines {
  private readonly files = new Map<ImportEntity, SpoolFile>();
  private readonly lineOf = new Map<string, number>();

  private constructor(private readonly folder: string) {}

  static async create(): Promise<ImportSpool> {
    return new ImportSpool(await mkdtemp(join(tmpdir(), SPOOL_PREFIX)));
  }

  /** Takes in the body as fast as it comes: its sender has only so long. @throws LimitExceededError, InvalidRequestError */
  async keepBody(body: Readable, maxBytes: number): Promise<void> {
    const file = await open(this.bodyPath, 'wx', 0o600);
    try {
      let size = 0;
      for await (const chunk of readBody(body)) {
        size += chunk.length;
        if (size > maxBytes) {
          const message = `the body is larger than ${maxBytes} bytes`;
          throw new LimitExceededError('request.too_large', message);
        }
        await file.write(chunk);
      }
    } finally {
      await file.close();
    }
  }

  body(): AsyncIterable<Buffer> {
    return createReadStream(this.bodyPath) as AsyncIterable<Buffer>;
  }

  private get bodyPath(): string {
    return join(this.folder, 'body');
  }

  /** Notes which line is about an object. @returns the line that is about it already, or null */
  claim(entity: ImportEntity, key: string, line: number): number | null {
    const name = `${entity} ${key}`;
    const earlier = this.lineOf.get(name);
    if (earlier === undefined) {
      this.lineOf.set(name, line);
    }
    return earlier ?? null;
  }

  has(entity: string, key: string): boolean {
    return this.lineOf.has(`${entity} ${key}`);
  }

  async add(entity: ImportEntity, lined: Lined<ImportInputs[ImportEntity]>): Promise<void> {
    let file = this.files.get(entity);
    if (file === undefined) {
      file = await SpoolFile.create(join(this.folder, entity));
      this.files.set(entity, file);
    }
    await file.add(`${JSON.stringify(lined)}\n`);
  }

  /** To be called between the last `add` and the first `read`. */
  async endAdding(): Promise<void> {
    for (const file of this.files.values()) {
      await file.end();
    }
  }

  async *read<E extends ImportEntity>(
    entity: E,
  ): AsyncGenerator<readonly Lined<ImportInputs[E]>[]> {
    if (!this.files.has(entity)) {
      return;
    }
    let batch: Lined<ImportInputs[E]>[] = [];
    let size = 0;
    const chunks = createReadStream(join(this.folder, entity)) as AsyncIterable<Buffer>;
    for await (const { bytes } of splitLines(chunks, Infinity)) {
      batch.push(JSON.parse(bytes.toString('utf8')) as Lined<ImportInputs[E]>);
      size += bytes.length;
      if (batch.length >= MAX_BATCH_LINES || size >= MAX_BATCH_BYTES) {
        yield batch;
        batch = [];
        size = 0;
      }
    }
    if (batch.length > 0) {
      yield batch;
    }
  }

  async remove(): Promise<void> {
    for (const file of this.files.values()) {
      await file.close();
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The stream itself is left alone: destroying it would take the connection with it, and the answer. */
async function* readBody(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (cause) {
    const message = 'the body ended before it was whole';
    throw new InvalidRequestError('request.malformed', message, { cause });
  }
}

class SpoolFile {
  private waiting: string[] = [];
  private size = 0;

  private constructor(private readonly handle: FileHandle) {}

  static async create(path: string): Promise<SpoolFile> {
    return new SpoolFile(await open(path, 'wx', 0o600));
  }

  async add(text: string): Promise<void> {
    this.waiting.push(text);
    this.size += text.length;
    if (this.size >= WRITE_BYTES) {
      await this.write();
    }
  }

  private async write(): Promise<void> {
    const text = this.waiting.join('');
    this.waiting = [];
    this.size = 0;
    await this.handle.appendFile(text);
  }

  async end(): Promise<void> {
    await this.write();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
