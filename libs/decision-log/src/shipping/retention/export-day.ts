import { createHash, createPrivateKey, sign } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { EntryRuns } from './entry-runs.js';
import type { ExportedRun } from './entry-runs.js';
import type { SealedDay } from './seal-partition.js';

const PAGE = 2000;

/** What is in an export, and how to tell that it is whole: `<name>.manifest.json` beside `<name>.ndjson.gz`. */
export interface ExportManifest {
  readonly format: 'legate-log-export';
  readonly version: 1;
  /** UTC. */
  readonly day: string;
  readonly part: number;
  readonly file: string;
  readonly entries: number;
  /** Of the compressed file. */
  readonly bytes: number;
  readonly sha256: string;
  /** Of the lines. */
  readonly linesSha256: string;
  /** The pieces of each writer's chain, in the order of the lines. */
  readonly runs: readonly ExportedRun[];
}

export interface ExportedDay {
  readonly file: string;
  readonly sha256: string;
  readonly entries: number;
  /** The manifest's text, as it is signed. */
  readonly manifest: string;
}

export interface ExportSettings {
  readonly path: string;
  /** Ed25519 private key as PEM; null leaves the manifest unsigned. */
  readonly signingKey: string | null;
}

interface Digest {
  readonly sha256: string;
  readonly bytes: number;
}

interface RowOfDay {
  readonly writer: string;
  readonly seq: string;
  readonly hash: Buffer;
  readonly entry: string;
}

/**
 * Writes the entries of a sealed day, one a line, each its exact text, by writer and number; reads the file back; and
 * writes its manifest, and the signature of that in `.manifest.sig` (base64).
 *
 * @throws when what is read back is not what was written.
 */
export async function exportDay(
  client: Client,
  sealed: SealedDay,
  settings: ExportSettings,
): Promise<ExportedDay> {
  await mkdir(settings.path, { recursive: true });
  const name = `decisions-${sealed.day}.${sealed.part}`;
  const file = join(settings.path, `${name}.ndjson.gz`);
  const draft = `${file}.tmp`;
  await rm(draft, { force: true });
  const runs = new EntryRuns();
  const lines = new Measured();
  const written = new Measured();
  await pipeline(
    linesOf(client, sealed, runs),
    lines,
    createGzip(),
    written,
    createWriteStream(draft),
  );
  await syncFile(draft);
  await requireSame(draft, lines.digest(), written.digest());
  const { sha256, bytes } = written.digest();
  const manifest: ExportManifest = {
    ...{ format: 'legate-log-export', version: 1, day: sealed.day, part: sealed.part },
    ...{ file: `${name}.ndjson.gz`, entries: runs.entries, bytes, sha256 },
    linesSha256: lines.digest().sha256,
    runs: runs.toList(),
  };
  const text = JSON.stringify(manifest);
  await writeManifest(join(settings.path, name), text, settings.signingKey);
  await rename(draft, file);
  return { file, sha256, entries: runs.entries, manifest: text };
}

async function* linesOf(
  client: Client,
  { table }: SealedDay,
  runs: EntryRuns,
): AsyncGenerator<string> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(
    `DECLARE log_export NO SCROLL CURSOR FOR
     SELECT writer, seq, hash, entry FROM ${table} ORDER BY writer, seq`,
  );
  for (;;) {
    const { rows } = await client.query<RowOfDay>(`FETCH ${PAGE} FROM log_export`);
    for (const { writer, seq, hash } of rows) {
      runs.add({ writer, seq: Number(seq), hash: hash.toString('hex') });
    }
    if (rows.length === 0) {
      break;
    }
    yield rows.map(({ entry }) => `${entry}\n`).join('');
  }
  await client.query('COMMIT');
}

/** Passes bytes on, and knows what they were. */
class Measured extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private result: Digest | null = null;

  override _transform(chunk: Buffer, _: string, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  digest(): Digest {
    this.result ??= { sha256: this.hash.digest('hex'), bytes: this.bytes };
    return this.result;
  }
}

async function requireSame(file: string, lines: Digest, written: Digest): Promise<void> {
  const compressed = new Measured();
  const plain = new Measured();
  plain.resume();
  await pipeline(createReadStream(file), compressed, createGunzip(), plain);
  const isSame =
    compressed.digest().sha256 === written.sha256 && plain.digest().sha256 === lines.sha256;
  if (!isSame) {
    throw new Error(`${file} does not hold what was written to it`);
  }
}

async function writeManifest(name: string, text: string, key: string | null): Promise<void> {
  await writeFile(`${name}.manifest.json`, text);
  await syncFile(`${name}.manifest.json`);
  if (key !== null) {
    const signature = sign(null, Buffer.from(text), createPrivateKey(key));
    await writeFile(`${name}.manifest.sig`, signature.toString('base64'));
    await syncFile(`${name}.manifest.sig`);
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
