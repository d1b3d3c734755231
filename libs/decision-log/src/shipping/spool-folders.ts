import { randomUUID } from 'node:crypto';
import { link, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProcess, isProcessAlive } from '../spool/process-identity.js';
import type { ProcessIdentity } from '../spool/process-identity.js';
import { listWriters } from '../spool/segment-files.js';
import { isOwned, OWNER_FILE } from '../spool/writer-owner.js';
import { WriterFolder } from './writer-folder.js';

/** In a writer's folder: who ships it, once the process it is of has ended. */
const SHIPPER_FILE = 'shipper.json';
/** Of a process on another machine only the time of its file tells. */
const HEARTBEAT_MS = 10_000;
const SILENT_MS = 6 * HEARTBEAT_MS;

export interface SpoolFoldersOptions {
  /** `LEGATE_DATA_DIR/spool`. */
  readonly path: string;
  readonly damagedPath: string;
  /** The writer of this process; null when it writes none. */
  readonly own: string | null;
  /** The last entry of the own writer that is recorded. */
  readonly recordedSeq: () => number;
}

const FULL = ['ENOSPC', 'EDQUOT'];

/**
 * The writers that this process ships: its own, and on the same data folder those whose process has ended, one process
 * each. Two that take the same one in the same instant do double work and no harm: the table takes an entry once.
 */
export class SpoolFolders {
  private readonly taken = new Map<string, WriterFolder>();
  private self: ProcessIdentity | null = null;
  private isOwnOpen = true;

  constructor(private readonly options: SpoolFoldersOptions) {}

  /** For other machines that see this folder. */
  async heartbeat(): Promise<void> {
    const now = new Date();
    const files = [...this.taken.keys()].map((writer) =>
      join(this.options.path, writer, writer === this.options.own ? OWNER_FILE : SHIPPER_FILE),
    );
    await Promise.all(
      files.map(async (file) => {
        await utimes(file, now, now).catch(() => undefined);
      }),
    );
  }

  /** The own writer adds nothing any more. */
  closeOwn(): void {
    this.isOwnOpen = false;
  }

  /** Looks for writers to take over, and gives all that are this process's to ship. */
  async refresh(): Promise<readonly WriterFolder[]> {
    for (const name of await listWriters(this.options.path)) {
      if (!this.taken.has(name) && (await this.take(name))) {
        this.taken.set(name, this.folderOf(name));
      }
    }
    return [...this.taken.values()];
  }

  /** Lets others have what is left, as this process stops. */
  async release(): Promise<void> {
    for (const writer of this.taken.keys()) {
      await unlink(join(this.options.path, writer, SHIPPER_FILE)).catch(() => undefined);
    }
    this.taken.clear();
  }

  get all(): readonly WriterFolder[] {
    return [...this.taken.values()];
  }

  /** Which process the writer is, or was, of. */
  async originOf(writer: string): Promise<{ readonly host: string; readonly pid: number }> {
    try {
      const text = await readFile(join(this.options.path, writer, OWNER_FILE), 'utf8');
      const { host, pid } = JSON.parse(text) as ProcessIdentity;
      return { host, pid };
    } catch {
      return { host: '', pid: 0 };
    }
  }

  /** Keeps a copy of the segment that an entry is in. @returns its path */
  async keepAside(writer: string, seq: number): Promise<string> {
    const folder = this.taken.get(writer) ?? this.folderOf(writer);
    const segment = (await folder.segments()).findLast((first) => first <= seq);
    return await folder.keepAside(segment ?? seq);
  }

  /** The folder is gone. */
  forget(writer: string): void {
    this.taken.delete(writer);
  }

  private folderOf(writer: string): WriterFolder {
    const { path, damagedPath, own, recordedSeq } = this.options;
    const isLive = (): boolean => writer === own && this.isOwnOpen;
    return new WriterFolder({
      writer,
      path: join(path, writer),
      damagedPath,
      isLive,
      recordedSeq,
    });
  }

  private async take(writer: string): Promise<boolean> {
    if (writer === this.options.own) {
      return true;
    }
    const folder = join(this.options.path, writer);
    return !(await isOwned(folder, Date.now())) && (await this.claim(folder));
  }

  private async claim(folder: string): Promise<boolean> {
    const file = join(folder, SHIPPER_FILE);
    if (await isShipped(file)) {
      return false;
    }
    const draft = join(folder, `${randomUUID()}.tmp`);
    try {
      await unlink(file).catch(() => undefined);
      await writeFile(draft, JSON.stringify(await this.identity()));
      // A link is made whole or not at all, and only when the name is free.
      await link(draft, file);
      return true;
    } catch (cause) {
      // On a full disk it is shipped without a claim: that makes room, and double work does no harm.
      return FULL.includes((cause as NodeJS.ErrnoException).code ?? '');
    } finally {
      await unlink(draft).catch(() => undefined);
    }
  }

  private async identity(): Promise<ProcessIdentity> {
    this.self ??= await describeProcess();
    return this.self;
  }
}

/** Whether the process that a file names still runs. */
async function isShipped(file: string): Promise<boolean> {
  let identity: ProcessIdentity;
  try {
    identity = JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
  } catch {
    return false;
  }
  return (await isProcessAlive(identity)) ?? (await isYoung(file));
}

async function isYoung(path: string): Promise<boolean> {
  const changed = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return Date.now() - changed < SILENT_MS;
}
