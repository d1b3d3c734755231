import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chainHash, GENESIS } from '../chain/entry-hash.js';
import type { LogEntry } from '../entry/entry.js';
import { readFrames } from './read-frames.js';
import { listSegments, segmentName } from './segment-files.js';
import { SYSTEM_DISK } from './spool-disk.js';
import type { SpoolDisk } from './spool-disk.js';
import { SpoolSettings } from './spool-settings.js';
import { Spool } from './spool.js';

/** A folder for one test. @internal */
export async function makeScratch(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'legate-spool-'));
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
    },
  };
}

export interface SpoolOptions extends Partial<Omit<SpoolSettings, 'path'>> {
  readonly disk?: SpoolDisk;
  readonly now?: () => number;
  readonly told?: unknown[];
}

/** A spool that tells of its events in `told`. @internal */
export async function openSpool(path: string, options: SpoolOptions = {}): Promise<Spool> {
  const { disk = SYSTEM_DISK, now = Date.now, told = [], ...settings } = options;
  return await Spool.open(
    {
      settings: new SpoolSettings({
        path,
        durability: 'process',
        segmentBytes: 64 * 1024 ** 2,
        segmentAgeMs: 60_000,
        maxBytes: 1024 ** 3,
        ...settings,
      }),
      events: {
        failed: (cause) => told.push(['failed', (cause as NodeJS.ErrnoException).code]),
        recovered: ({ unrecorded }) => told.push(['recovered', unrecorded]),
        fault: (cause) => told.push(['fault', (cause as Error).message]),
      },
      disk,
      now,
    },
    { pid: 1 },
  );
}

/** Adds an entry of a decision. @returns whether it was recorded */
export async function add(spool: Spool, name: string): Promise<boolean> {
  const told: boolean[] = [];
  await spool.append('decision', `"tenant":"t","name":${JSON.stringify(name)}}`, (is) => {
    told.push(is);
  });
  if (told.length !== 1) {
    throw new Error(`told ${told.length} times`);
  }
  return told[0] === true;
}

/** All entries of a writer in order. Fails where numbers, hashes or frames are not whole. @internal */
export async function readWriter(folder: string): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  let previous = GENESIS;
  for (const first of await listSegments(folder)) {
    if (first !== entries.length + 1) {
      throw new Error(`the segment ${first} follows entry ${entries.length}`);
    }
    const frames = readFrames(join(folder, segmentName(first)));
    let next = await frames.next();
    for (; next.done !== true; next = await frames.next()) {
      const { hash, entry } = next.value;
      previous = chainHash(previous, entry);
      const read = JSON.parse(entry.toString()) as LogEntry;
      entries.push(read);
      if (!hash.equals(previous) || read.seq !== entries.length) {
        throw new Error(`entry ${entries.length} is not chained to the one before`);
      }
    }
    if (next.value.kind !== 'end') {
      throw new Error(`segment ${first} ends with a frame that is ${next.value.kind}`);
    }
  }
  return entries;
}

type Failing = Partial<Record<keyof SpoolDisk, NodeJS.ErrnoException>>;

/** The system's disk, which fails when told to, and counts writes of frames. @internal */
export class ScriptedDisk implements SpoolDisk {
  readonly writes: number[] = [];
  failing: Failing = {};
  /** The next write takes so many bytes before it fails. */
  room = Number.POSITIVE_INFINITY;
  readonly syncs: (() => void)[] = [];
  holdsSyncs = false;

  makeFolder(path: string): void {
    SYSTEM_DISK.makeFolder(path);
  }

  open(file: string): number {
    this.check('open');
    return SYSTEM_DISK.open(file);
  }

  write(fd: number, bytes: Uint8Array, at: number): number {
    if (bytes.length > this.room) {
      if (this.room === 0) {
        throw errorOf('ENOSPC');
      }
      const part = bytes.subarray(0, this.room);
      this.room = 0;
      return SYSTEM_DISK.write(fd, part, at);
    }
    this.check('write');
    if (at > 0) {
      this.writes.push(bytes.length);
    }
    return SYSTEM_DISK.write(fd, bytes, at);
  }

  truncate(fd: number, length: number): void {
    this.check('truncate');
    SYSTEM_DISK.truncate(fd, length);
  }

  close(fd: number): void {
    SYSTEM_DISK.close(fd);
  }

  syncFile(_fd: number, done: (cause: Error | null) => void): void {
    const finish = (): void => {
      done(this.failing.syncFile ?? null);
    };
    if (this.holdsSyncs) {
      this.syncs.push(finish);
    } else {
      setImmediate(finish);
    }
  }

  syncFolder(_path: string, done: (cause: Error | null) => void): void {
    done(this.failing.syncFolder ?? null);
  }

  private check(operation: keyof SpoolDisk): void {
    const error = this.failing[operation];
    if (error !== undefined) {
      throw error;
    }
  }
}

export function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
