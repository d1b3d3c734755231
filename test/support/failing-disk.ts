import { SYSTEM_DISK } from '@legate/decision-log';
import type { SpoolDisk } from '@legate/decision-log';

/** The system's disk, full when told to be. */
export class FailingDisk implements SpoolDisk {
  readonly makeFolder = SYSTEM_DISK.makeFolder;
  readonly open = SYSTEM_DISK.open;
  readonly truncate = SYSTEM_DISK.truncate;
  readonly close = SYSTEM_DISK.close;
  readonly syncFile = SYSTEM_DISK.syncFile;
  readonly syncFolder = SYSTEM_DISK.syncFolder;
  isFull = false;
  private hasTaken = false;

  write(fd: number, bytes: Uint8Array, at: number): number {
    if (!this.isFull) {
      return SYSTEM_DISK.write(fd, bytes, at);
    }
    // What a full disk does: it takes a part of the first write, and nothing of the next.
    if (!this.hasTaken) {
      this.hasTaken = true;
      return SYSTEM_DISK.write(fd, bytes.subarray(0, 64), at);
    }
    this.hasTaken = false;
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
}
