import { mkdtemp, readFile, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { chainHash } from '../chain/entry-hash.js';
import { CheckpointKey, CheckpointKeys } from '../checkpoints/checkpoint-key.js';
import { hashOf, writeCheckpoint } from '../checkpoints/checkpoint.js';
import { readFrame, SEGMENT_HEADER_BYTES } from '../spool/frame.js';
import { listSegments, segmentName } from '../spool/segment-files.js';
import { add, openSpool } from '../spool/spool.fixture.js';
import { verifySpool } from './verify-files.js';
import type { VerifyReport } from './verify-report.js';

const OTHER = '99999999-9999-4999-8999-999999999999';

let folder: string;
let key: CheckpointKey;
let outsideFile: string;
let writer: string;
let lines: string[];

beforeEach(async () => {
  await build(700);
});

/** One writer of 10 entries: start, 8 decisions, the last of which no checkpoint names, and stop. */
async function build(segmentBytes: number): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'legate-verify-'));
  key = await CheckpointKey.obtain(folder);
  outsideFile = join(folder, 'outside.ndjson');
  lines = [];
  const spool = await openSpool(join(folder, 'spool'), { segmentBytes });
  ({ writer } = spool);
  for (let at = 1; at <= 8; at += 1) {
    await add(spool, `entry ${at}`);
    if (at === 4 || at === 7) {
      const { seq, hash } = spool.head;
      const heads = [{ writer, seq, hash: hash.toString('hex') }];
      const previous = lines.length === 0 ? null : hashOf(lines[0] ?? '');
      const when = new Date().toISOString();
      const number = lines.length + 1;
      lines.push(writeCheckpoint({ number, at: when, maker: writer, previous, heads }, key));
    }
  }
  await spool.close({});
  await keepOutside(lines);
}

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function keepOutside(kept: readonly string[]): Promise<void> {
  await writeFile(outsideFile, kept.map((line) => `${line}\n`).join(''));
}

async function verify(): Promise<VerifyReport> {
  const keys = CheckpointKeys.parse(key.publicKey);
  if (keys === null) {
    throw new Error('the key cannot be read');
  }
  return await verifySpool(join(folder, 'spool'), { keys, outsideFile }, { maxFindings: 20 });
}

async function found(): Promise<object[]> {
  const { ok, bad, findings } = await verify();
  expect({ ok, bad }).toEqual({ ok: findings.length === 0, bad: findings.length });
  return findings.map(({ code, seq, toSeq, checkpoint }) => ({
    code,
    ...(seq !== null && { seq }),
    ...(toSeq !== undefined && { toSeq }),
    ...(checkpoint !== undefined && { checkpoint }),
  }));
}

interface OneFrame {
  readonly hash: Buffer;
  readonly entry: Buffer;
}

function segment(first = 1): string {
  return join(folder, 'spool', writer, segmentName(first));
}

/** Writes the frames of the first segment anew. */
async function change(by: (frames: OneFrame[]) => readonly OneFrame[]): Promise<number> {
  const bytes = await readFile(segment());
  const frames: OneFrame[] = [];
  for (let at = SEGMENT_HEADER_BYTES; at < bytes.length;) {
    const frame = readFrame(bytes, at);
    if (frame.kind !== 'entry') {
      throw new Error(frame.kind);
    }
    frames.push(frame);
    at = frame.end;
  }
  const written = by(frames).map(({ hash, entry }) => {
    const summed = Buffer.concat([hash, entry]);
    const head = Buffer.alloc(8);
    head.writeUInt32LE(entry.length, 0);
    head.writeUInt32LE(crc32(summed), 4);
    return Buffer.concat([head, summed]);
  });
  await writeFile(segment(), Buffer.concat([bytes.subarray(0, SEGMENT_HEADER_BYTES), ...written]));
  return frames.length;
}

/** As whoever changes a text and takes care that all hashes behind it fit. */
function forge(frames: readonly OneFrame[], at: number, before: string, after: string): OneFrame[] {
  let previous = frames[at - 1]?.hash ?? Buffer.alloc(32);
  return frames.map(({ hash, entry }, index) => {
    const text = index === at ? Buffer.from(entry.toString().replace(before, after)) : entry;
    previous = index < at ? hash : chainHash(previous, text);
    return { hash: previous, entry: text };
  });
}

describe('a spool that nobody has touched', () => {
  it('is right, up to the last checkpoint; what is behind is told', async () => {
    const report = await verify();
    expect(report).toMatchObject({ ok: true, checked: 10, writers: 1, bad: 0, firstBad: null });
    expect(report.checkpoints).toMatchObject({ checked: 2, outside: { number: 2, keyId: key.id } });
    expect(report.uncovered).toEqual({
      entries: 2,
      ranges: [{ writer, fromSeq: 9, toSeq: 10 }],
    });
  });

  it('is right when its beginning was shipped', async () => {
    await unlink(segment());
    expect(await found()).toEqual([]);
  });

  it('is right when its last write was cut off', async () => {
    const last = segment((await listSegments(join(folder, 'spool', writer))).at(-1));
    await truncate(last, (await readFile(last)).length - 5);
    expect((await verify()).ok).toBe(true);
  });
});

describe('a change of the spool is found and named', () => {
  it('a byte of an entry', async () => {
    await change((frames) =>
      frames.map((frame, at) =>
        at === 1
          ? { ...frame, entry: Buffer.from(frame.entry.toString().replace('entry 1', 'entry X')) }
          : frame,
      ),
    );
    expect(await found()).toEqual([{ code: 'entry.changed', seq: 2 }]);
  });

  it('a byte of a file, which its checksum tells as well', async () => {
    const bytes = await readFile(segment());
    bytes[bytes.indexOf('entry 1')] = 0x45;
    await writeFile(segment(), bytes);
    expect(await found()).toEqual([
      { code: 'spool.damaged' },
      { code: 'entry.missing', seq: 2, toSeq: 2 },
    ]);
  });

  it('an entry with all hashes behind it, by what a checkpoint has signed', async () => {
    await rm(folder, { recursive: true });
    await build(1024 ** 2);
    const count = await change((frames) => forge(frames, 6, 'entry 6', 'entry X'));
    expect(count).toBe(10);
    // Up to 5 all is as the first checkpoint says; the second has signed another 8.
    expect(await found()).toEqual([{ code: 'head.changed', seq: 8, checkpoint: 2 }]);
  });

  it('an entry that is taken out of the middle', async () => {
    const count = await change((frames) => frames.filter((_, at) => at !== 1));
    expect(count).toBeGreaterThan(2);
    expect(await found()).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'entry.misplaced', seq: 2 })]),
    );
  });

  it('two entries that have changed places', async () => {
    await change(([first, second, third, ...rest]) =>
      [first, third, second, ...rest].filter((one) => one !== undefined),
    );
    expect(await found()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'entry.misplaced', seq: 2 }),
        expect.objectContaining({ code: 'entry.misplaced', seq: 3 }),
      ]),
    );
  });

  it('an entry that is put in', async () => {
    await change(([first, second, ...rest]) =>
      [first, second, second, ...rest].filter((one) => one !== undefined),
    );
    expect(await found()).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'entry.misplaced', seq: 3 })]),
    );
  });

  it('a segment that is taken out of the middle', async () => {
    const count = await change((frames) => frames);
    await unlink(segment(count + 1));
    const [missing, ...more] = await found();
    expect(missing).toMatchObject({ code: 'entry.missing', seq: count + 1 });
    expect(more).toEqual([]);
  });

  it('the end that a checkpoint names', async () => {
    const count = await change((frames) => frames);
    for (const first of (await listSegments(join(folder, 'spool', writer))).slice(1)) {
      await unlink(segment(first));
    }
    expect(await found()).toEqual([{ code: 'entry.missing', seq: count + 1, toSeq: 8 }]);
  });

  it('a writer that is called another', async () => {
    await rename(join(folder, 'spool', writer), join(folder, 'spool', OTHER));
    const findings = await found();
    expect(findings).toHaveLength(10);
    expect(findings[0]).toEqual({ code: 'entry.misplaced', seq: 1 });
  });
});

describe('a change of what is outside is found and named', () => {
  it('a checkpoint of another key, one that is changed, and a line that is none', async () => {
    const stranger = await mkdtemp(join(tmpdir(), 'legate-key-'));
    const other = await CheckpointKey.obtain(stranger);
    await rm(stranger, { recursive: true });
    const heads = [{ writer, seq: 3, hash: 'a'.repeat(64) }];
    const at = new Date().toISOString();
    const made = { number: 3, at, maker: writer, previous: hashOf(lines[1] ?? ''), heads };
    await keepOutside([
      lines[0] ?? '',
      (lines[1] ?? '').replace('"seq":8', '"seq":7'),
      'nonsense',
      writeCheckpoint(made, other),
    ]);
    expect(await found()).toEqual([
      { code: 'checkpoint.signature', checkpoint: 2 },
      { code: 'checkpoint.unreadable' },
      { code: 'checkpoint.key_unknown', checkpoint: 3 },
    ]);
  });

  it('two of one number, and one that does not follow', async () => {
    const heads = [{ writer: OTHER, seq: 3, hash: 'a'.repeat(64) }];
    const at = new Date().toISOString();
    const again = writeCheckpoint({ number: 2, at, maker: writer, previous: null, heads }, key);
    await keepOutside([...lines, again]);
    expect(await found()).toEqual([
      { code: 'checkpoint.changed', checkpoint: 2 },
      { code: 'checkpoint.changed', checkpoint: 2 },
    ]);
  });

  it('one that is missing in between', async () => {
    const heads = [{ writer, seq: 1, hash: 'a'.repeat(64) }];
    const at = new Date().toISOString();
    const made = { number: 4, at, maker: writer, previous: 'b'.repeat(64), heads: heads.slice(1) };
    await keepOutside([...lines, writeCheckpoint(made, key)]);
    expect(await found()).toEqual([{ code: 'checkpoint.missing', checkpoint: 3 }]);
  });

  it('but a line that was cut off and written again is none', async () => {
    await writeFile(
      outsideFile,
      `${lines[0]}\n${lines[1]?.slice(0, 40)}\n${lines[1]}\n${lines[1]?.slice(0, 9)}`,
    );
    expect(await found()).toEqual([]);
  });
});
