import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listSegments, segmentName } from './segment-files.js';
import { add, errorOf, makeScratch, openSpool, readWriter, ScriptedDisk } from './spool.fixture.js';

let scratch: Awaited<ReturnType<typeof makeScratch>>;

beforeEach(async () => {
  scratch = await makeScratch();
});

afterEach(async () => {
  await scratch.remove();
});

const namesOf = (entries: readonly object[]): readonly unknown[] =>
  entries.map((entry) => ('name' in entry ? entry.name : (entry as { event: string }).event));

describe('a spool', () => {
  it('has what it has told of, in one chain from a start to a stop', async () => {
    const spool = await openSpool(scratch.path);
    for (const name of ['a', 'ä\u2028"\\', '']) {
      expect(await add(spool, name)).toBe(true);
    }
    await spool.close({});
    const entries = await readWriter(spool.folder);
    expect(namesOf(entries)).toEqual(['start', 'a', 'ä\u2028"\\', '', 'stop']);
    expect(entries[1]).toMatchObject({ v: 1, kind: 'decision', writer: spool.writer, seq: 2 });
    expect(entries[1]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('writes all entries of a turn of the event loop at once, then tells of each in order', async () => {
    const disk = new ScriptedDisk();
    const spool = await openSpool(scratch.path, { disk });
    disk.writes.length = 0;
    const told: number[] = [];
    const turns = Array.from({ length: 100 }, async (_, at) => {
      await spool.append('decision', `"tenant":"t","n":${at}}`, () => {
        expect(disk.writes).toHaveLength(1);
        told.push(at);
      });
    });
    expect(told).toEqual([]);
    await Promise.all(turns);
    expect(told).toEqual(Array.from({ length: 100 }, (_, at) => at));
    expect(disk.writes).toHaveLength(1);
    await spool.close({});
    expect(await readWriter(spool.folder)).toHaveLength(102);
  });

  it('takes entries that are larger than its buffer', async () => {
    const spool = await openSpool(scratch.path);
    const large = 'x'.repeat(8 * 1024 ** 2);
    expect(await add(spool, large)).toBe(true);
    expect(await add(spool, 'small')).toBe(true);
    await spool.close({});
    expect(namesOf(await readWriter(spool.folder))).toEqual(['start', large, 'small', 'stop']);
  });

  it('begins a segment when one is large enough, or old enough', async () => {
    let now = 1_000_000;
    const options = { segmentBytes: 64 * 1024, segmentAgeMs: 1000, now: () => now };
    const spool = await openSpool(scratch.path, options);
    await add(spool, 'x'.repeat(60 * 1024));
    await add(spool, 'y'.repeat(10 * 1024));
    now += 1001;
    await add(spool, 'z');
    await spool.close({});
    expect(await listSegments(spool.folder)).toEqual([1, 3, 4]);
    expect(await readWriter(spool.folder)).toHaveLength(5);
  });

  it('refuses what comes after its end, and while it is fuller than allowed', async () => {
    const full = await openSpool(scratch.path, { maxBytes: 0 });
    expect(full.state).toMatchObject({ isWell: false, isWritable: true });
    expect(await add(full, 'a')).toBe(false);
    expect(full.state.unrecorded).toBe(1);
    await full.close({});
    expect(await add(full, 'b')).toBe(false);
    // Its marks are what checkpoints are made of: they still go in.
    expect(namesOf(await readWriter(full.folder))).toEqual(['start', 'stop']);
  });

  it('tells the others when the answer to one breaks', async () => {
    const told: unknown[] = [];
    const spool = await openSpool(scratch.path, { told });
    const broken = spool.append('decision', '"tenant":"t"}', () => {
      throw new Error('broken');
    });
    expect(await add(spool, 'a')).toBe(true);
    await broken;
    expect(told).toEqual([['fault', 'broken']]);
    await spool.close({});
  });
});

describe('a spool on a disk that fails', () => {
  it.each([1, 7, 8, 39, 40, 41, 300])(
    'keeps nothing of a group of which %d bytes fitted, and goes on where it was',
    async (room) => {
      const disk = new ScriptedDisk();
      const told: unknown[] = [];
      const spool = await openSpool(scratch.path, { disk, told });
      expect(await add(spool, 'before')).toBe(true);
      disk.room = room;
      const group = [add(spool, 'lost'), add(spool, 'lost too'), add(spool, 'x'.repeat(300))];
      expect(await Promise.all(group)).toEqual([false, false, false]);
      expect(spool.state).toMatchObject({ isWell: false, unrecorded: 3 });
      const file = join(spool.folder, segmentName(1));
      const { size } = await stat(file);
      expect(await add(spool, 'still lost')).toBe(false);
      expect((await stat(file)).size).toBe(size);
      disk.room = Number.POSITIVE_INFINITY;
      expect(await add(spool, 'after')).toBe(true);
      await spool.close({});
      const names = namesOf(await readWriter(spool.folder));
      expect(names).toEqual(['start', 'before', 'after', 'stop']);
      expect(told).toEqual([['failed', 'ENOSPC']]);
    },
  );

  it('finds out by itself that it is well again, and says in the log what is not there', async () => {
    const disk = new ScriptedDisk();
    const told: unknown[] = [];
    const spool = await openSpool(scratch.path, { disk, told });
    disk.failing = { write: errorOf('EIO') };
    expect(await Promise.all([add(spool, 'a'), add(spool, 'b')])).toEqual([false, false]);
    disk.failing = {};
    while (!spool.state.isWell) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(told).toEqual([
      ['failed', 'EIO'],
      ['recovered', 2],
    ]);
    await spool.close({});
    const [, mark] = await readWriter(spool.folder);
    expect(mark).toMatchObject({ event: 'recovered', unrecorded: 2, code: 'EIO' });
  });

  it('records nothing while it cannot cut off what a failed write has left', async () => {
    const disk = new ScriptedDisk();
    const spool = await openSpool(scratch.path, { disk });
    disk.room = 50;
    disk.failing = { truncate: errorOf('EIO') };
    expect(await add(spool, 'a')).toBe(false);
    disk.room = Number.POSITIVE_INFINITY;
    expect(await add(spool, 'b')).toBe(false);
    disk.failing = {};
    expect(await add(spool, 'c')).toBe(true);
    await spool.close({});
    expect(namesOf(await readWriter(spool.folder))).toEqual(['start', 'c', 'stop']);
  });

  it('records nothing while no segment can be opened', async () => {
    const disk = new ScriptedDisk();
    const spool = await openSpool(scratch.path, { disk, segmentBytes: 64 * 1024 });
    disk.failing = { open: errorOf('EMFILE') };
    expect(await add(spool, 'x'.repeat(70 * 1024))).toBe(false);
    disk.failing = {};
    expect(await add(spool, 'a')).toBe(true);
    await spool.close({});
    expect(namesOf(await readWriter(spool.folder))).toEqual(['start', 'a', 'stop']);
  });

  it('does not open on a folder that cannot be written', async () => {
    const disk = new ScriptedDisk();
    disk.failing = { open: errorOf('EROFS') };
    await expect(openSpool(scratch.path, { disk })).rejects.toThrow('EROFS');
  });
});

describe('a spool that waits for the disk', () => {
  it('tells of an entry only when it is there, and brings what came meanwhile there at once', async () => {
    const disk = new ScriptedDisk();
    const spool = await openSpool(scratch.path, { disk, durability: 'disk' });
    disk.holdsSyncs = true;
    disk.writes.length = 0;
    const told: string[] = [];
    const note = async (name: string): Promise<void> => {
      await add(spool, name);
      told.push(name);
    };
    const first = note('a');
    await new Promise((resolve) => setImmediate(resolve));
    const others = [note('b'), note('c')];
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
    expect([disk.writes.length, disk.syncs.length]).toEqual([1, 1]);
    disk.syncs.shift()?.();
    await first;
    expect(told).toEqual(['a']);
    expect([disk.writes.length, disk.syncs.length]).toEqual([2, 1]);
    disk.syncs.shift()?.();
    await Promise.all(others);
    disk.holdsSyncs = false;
    await spool.close({});
    expect(namesOf(await readWriter(spool.folder))).toEqual(['start', 'a', 'b', 'c', 'stop']);
  });

  it('takes back what the disk did not take, and what was chained to it', async () => {
    const disk = new ScriptedDisk();
    const spool = await openSpool(scratch.path, { disk, durability: 'disk' });
    disk.holdsSyncs = true;
    const first = add(spool, 'a');
    await new Promise((resolve) => setImmediate(resolve));
    const second = add(spool, 'b');
    disk.failing = { syncFile: errorOf('EIO') };
    disk.syncs.shift()?.();
    expect(await Promise.all([first, second])).toEqual([false, false]);
    disk.failing = {};
    disk.holdsSyncs = false;
    expect(await add(spool, 'c')).toBe(true);
    await spool.close({});
    expect(namesOf(await readWriter(spool.folder))).toEqual(['start', 'c', 'stop']);
  });
});
