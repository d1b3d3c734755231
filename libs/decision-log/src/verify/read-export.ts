import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ExportManifest } from '../shipping/retention/export-day.js';

const MANIFEST = /^(decisions-\d{4}-\d\d-\d\d\.(\d+))\.manifest\.json$/;

/** Names of the exports of a folder, by day and part. */
export async function listExports(folder: string): Promise<readonly string[]> {
  return (await readdir(folder))
    .flatMap((name) => MANIFEST.exec(name)?.[1] ?? [])
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

export interface ReadManifest {
  /** Null when it is none. */
  readonly manifest: ExportManifest | null;
  readonly text: string;
  /** Base64; null when there is no file. */
  readonly signature: string | null;
}

export async function readManifest(folder: string, name: string): Promise<ReadManifest> {
  const text = await readFile(join(folder, `${name}.manifest.json`), 'utf8');
  const signature = await readFile(join(folder, `${name}.manifest.sig`), 'utf8').catch(() => null);
  return { manifest: parse(text), text, signature };
}

function parse(text: string): ExportManifest | null {
  try {
    const value = JSON.parse(text) as ExportManifest;
    return (value.format as string) === 'legate-log-export' && Array.isArray(value.runs)
      ? value
      : null;
  } catch {
    return null;
  }
}

export interface ReadLines {
  /** Of the compressed file, in hex. */
  readonly sha256: string;
  readonly linesSha256: string;
}

/**
 * Gives each line of an export, without its newline, while it reads the file.
 *
 * @throws Error when the file is not there, or cannot be decompressed
 */
export async function readLines(file: string, take: (line: Buffer) => void): Promise<ReadLines> {
  const compressed = createHash('sha256');
  const plain = createHash('sha256');
  const source = createReadStream(file);
  source.on('data', (chunk) => compressed.update(chunk));
  let rest = Buffer.alloc(0);
  await pipeline(source, createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      plain.update(chunk);
      rest = takeLines(Buffer.concat([rest, chunk]), take);
    }
  });
  if (rest.length > 0) {
    take(rest);
  }
  return { sha256: compressed.digest('hex'), linesSha256: plain.digest('hex') };
}

/** @returns what is behind the last newline */
function takeLines(bytes: Buffer, take: (line: Buffer) => void): Buffer<ArrayBuffer> {
  let from = 0;
  for (let to = bytes.indexOf(0x0a); to !== -1; to = bytes.indexOf(0x0a, from)) {
    take(bytes.subarray(from, to));
    from = to + 1;
  }
  return Buffer.from(bytes.subarray(from));
}
