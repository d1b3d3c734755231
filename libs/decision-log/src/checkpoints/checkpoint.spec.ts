import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointFile } from './checkpoint-file.js';
import { CheckpointKey, CheckpointKeys } from './checkpoint-key.js';
import { readCheckpoint, writeCheckpoint } from './checkpoint.js';
import type { CheckpointLine } from './checkpoint.js';

const WRITER = '11111111-1111-4111-8111-111111111111';
const HASH = 'a'.repeat(64);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'legate-checkpoints-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function lineOf(key: CheckpointKey, number: number | null = 1): string {
  const heads = [{ writer: WRITER, seq: 7, hash: HASH }];
  return writeCheckpoint(
    { number, at: '2026-01-01T00:00:00.000Z', maker: WRITER, previous: null, heads },
    key,
  );
}

function keysOf(...keys: readonly CheckpointKey[]): CheckpointKeys {
  const parsed = CheckpointKeys.parse(keys.map(({ publicKey }) => publicKey).join('\n'));
  if (parsed === null) {
    throw new Error('the keys cannot be read');
  }
  return parsed;
}

function read(line: string): CheckpointLine {
  const found = readCheckpoint(line);
  if (found === null) {
    throw new Error(`no checkpoint: ${line}`);
  }
  return found;
}

describe('a checkpoint', () => {
  it('is read as it was written, and its signature is right', async () => {
    const key = await CheckpointKey.obtain(folder);
    const line = read(lineOf(key));
    expect(line.checkpoint).toEqual({
      ...{ v: 1, number: 1, at: '2026-01-01T00:00:00.000Z', maker: WRITER, keyId: key.id },
      ...{ previous: null, heads: [{ writer: WRITER, seq: 7, hash: HASH }] },
    });
    expect(keysOf(key).verify(line)).toBe(true);
  });

  it('is not right any more when any of its characters is another', async () => {
    const key = await CheckpointKey.obtain(folder);
    const keys = keysOf(key);
    const line = lineOf(key);
    for (let at = 0; at < line.length; at += 1) {
      const other = line[at] === 'b' ? 'c' : 'b';
      const changed = readCheckpoint(line.slice(0, at) + other + line.slice(at + 1));
      // What is no checkpoint any more, or of a key that nobody has, is found as well.
      const verdict = changed === null ? null : keys.verify(changed);
      expect({ at, verdict: verdict ?? false }).toEqual({ at, verdict: false });
    }
  });

  it('of a key that is not trusted is not taken for right', async () => {
    const key = await CheckpointKey.obtain(folder);
    const other = CheckpointKey.parse(
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
    if (other === null) {
      throw new Error('the key cannot be read');
    }
    expect(keysOf(key).verify(read(lineOf(other)))).toBeNull();
    expect(keysOf(key, other).verify(read(lineOf(other)))).toBe(true);
  });
});

describe('the key of a data folder', () => {
  it('is made once, for its owner alone, also when two ask at once', async () => {
    const keys = await Promise.all([1, 2, 3].map(async () => await CheckpointKey.obtain(folder)));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect((await stat(join(folder, 'checkpoint-key.pem'))).mode & 0o777).toBe(0o600);
    expect(await readFile((await keys[0]?.publish(folder)) ?? '', 'utf8')).toBe(keys[0]?.publicKey);
  });

  it('is not used when others can read it, or when it is none', async () => {
    const file = join(folder, 'checkpoint-key.pem');
    await CheckpointKey.obtain(folder);
    await chmod(file, 0o640);
    await expect(CheckpointKey.obtain(folder)).rejects.toThrow('0600');
    await chmod(file, 0o600);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(CheckpointKey.obtain(folder)).rejects.toThrow('no Ed25519 private key');
  });

  it('is not taken from a text that holds anything else than Ed25519 public keys', async () => {
    const { publicKey } = await CheckpointKey.obtain(folder);
    expect(CheckpointKeys.parse(publicKey)?.ids).toHaveLength(1);
    expect(CheckpointKeys.parse('')?.ids).toEqual([]);
    const { publicKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const others = [`${publicKey}x`, 'x', curve.export({ type: 'spki', format: 'pem' }).toString()];
    for (const text of others) {
      expect(CheckpointKeys.parse(text)).toBeNull();
    }
  });
});

describe('the file of checkpoints', () => {
  it('is only appended to, and a line that was cut off is ended', async () => {
    const key = await CheckpointKey.obtain(folder);
    const path = join(folder, 'outside', 'checkpoints.ndjson');
    const file = new CheckpointFile(path);
    expect(await file.last()).toBeNull();
    const lines = [1, 2, null].map((number) => lineOf(key, number));
    await file.write(lines);
    expect(await file.last()).toBe(2);
    const torn = lineOf(key, 3).slice(0, 50);
    await writeFile(path, torn, { flag: 'a' });
    expect(await file.last()).toBe(2);
    await file.write([lineOf(key, 3)]);
    expect(await readFile(path, 'utf8')).toBe([...lines, torn, lineOf(key, 3), ''].join('\n'));
    expect(await file.last()).toBe(3);
  });
});
