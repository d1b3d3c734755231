import { appendFile, copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FRAME_HEAD_BYTES, SEGMENT_HEADER_BYTES } from './frame.js';
import { readFrames } from './read-frames.js';
import { repairSegment, repairTails } from './repair-tails.js';
import { segmentName } from './segment-files.js';
import { add, makeScratch, openSpool, readWriter } from './spool.fixture.js';
import { OWNER_FILE } from './writer-owner.js';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
/** A segment with whole frames that end there. */
let segment: string;
let ends: readonly number[];

beforeEach(async () => {
  scratch = await makeScratch();
  const spool = await openSpool(scratch.path);
  await add(spool, 'a');
  await add(spool, 'b');
  await spool.close({});
  segment = join(spool.folder, segmentName(1));
  const found: number[] = [];
  for await (const { end } of readFrames(segment)) {
    found.push(end);
  }
  ends = found;
});

afterEach(async () => {
  await scratch.remove();
});

describe('the last segment of a killed writer', () => {
  it('is whole again wherever the last write was cut off, byte by byte', async () => {
    const bytes = await readFile(segment);
    const file = join(scratch.path, 'cut.seg');
    for (let length = SEGMENT_HEADER_BYTES; length < bytes.length; length += 1) {
      await writeFile(file, bytes.subarray(0, length));
      const kept = ends.findLast((end) => end <= length) ?? SEGMENT_HEADER_BYTES;
      const cutBytes = length - kept;
      const expected = cutBytes === 0 ? null : { file, cutBytes, damage: null };
      expect(await repairSegment(file)).toEqual(expected);
      expect(await readFile(file)).toEqual(bytes.subarray(0, kept));
    }
  });

  it.each([0, 1, 15])('is empty when it has only %d bytes', async (length) => {
    await truncate(segment, length);
    await repairSegment(segment);
    expect(await readFile(segment)).toHaveLength(0);
  });

  it.each([Buffer.alloc(4096), Buffer.alloc(100, 0xff), Buffer.from('{"v":1,"kind":"decision"')])(
    'loses what is behind its last whole frame and is none',
    async (rest) => {
      const bytes = await readFile(segment);
      await appendFile(segment, rest);
      expect(await repairSegment(segment)).toMatchObject({ cutBytes: rest.length, damage: null });
      expect(await readFile(segment)).toEqual(bytes);
    },
  );

  it('is left alone and told of when a byte before its end is another', async () => {
    const bytes = await readFile(segment);
    for (let at = 0; at < (ends[2] ?? 0); at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
      await writeFile(segment, changed);
      expect(await repairSegment(segment)).toMatchObject({
        cutBytes: 0,
        damage: { atByte: damagedFrame(at) },
      });
      expect(await readFile(segment)).toEqual(changed);
    }
  });
});

/** Where the frame begins that a byte is in; 0 for one of the header. */
function damagedFrame(at: number): number {
  return at < SEGMENT_HEADER_BYTES
    ? 0
    : (ends.findLast((end) => end <= at) ?? SEGMENT_HEADER_BYTES);
}

describe('the spool at a start', () => {
  it('is mended where writers have ended, and not touched where one still writes', async () => {
    const living = await openSpool(scratch.path);
    const cut = (ends[2] ?? 0) + FRAME_HEAD_BYTES;
    await truncate(segment, cut);
    const halfWritten = join(living.folder, segmentName(1));
    await appendFile(halfWritten, 'half');
    const found = await repairTails(scratch.path, Date.now());
    expect(found).toEqual([{ file: segment, cutBytes: FRAME_HEAD_BYTES, damage: null }]);
    expect((await readFile(halfWritten)).subarray(-4).toString()).toBe('half');
    expect(await readWriter(join(segment, '..'))).toHaveLength(3);
    await living.close({});
  });

  it('is mended when the process is dead, whoever has its number now', async () => {
    await appendFile(segment, 'torn');
    const owner = join(segment, '..', OWNER_FILE);
    const identity = JSON.parse(await readFile(owner, 'utf8')) as object;
    const other = { ...identity, hasEnded: false, startTicks: '1' };
    await writeFile(owner, JSON.stringify(other));
    expect(await repairTails(scratch.path, Date.now())).toMatchObject([{ cutBytes: 4 }]);
  });

  it('has only the last segment of a writer looked at', async () => {
    await copyFile(segment, join(segment, '..', segmentName(5)));
    await appendFile(segment, 'torn');
    expect(await repairTails(scratch.path, Date.now())).toEqual([]);
  });
});
