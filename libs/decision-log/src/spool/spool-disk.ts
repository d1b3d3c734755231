import {
  closeSync,
  fdatasync,
  fsync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';

type Done = (cause: Error | null) => void;

/** What the spool asks of the file system; a seam, so that tests can have a disk that fails. */
export interface SpoolDisk {
  makeFolder(path: string): void;
  /** For a file that is written from its beginning. */
  open(file: string): number;
  /** As write(2): may write less than asked for. @returns how many bytes */
  write(fd: number, bytes: Uint8Array, at: number): number;
  truncate(fd: number, length: number): void;
  close(fd: number): void;
  /** The contents of a file are on the disk. */
  syncFile(fd: number, done: Done): void;
  /** The names in a folder are on the disk. */
  syncFolder(path: string, done: Done): void;
}

export const SYSTEM_DISK: SpoolDisk = {
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  },
  open: (file) => openSync(file, 'w', 0o600),
  write: (fd, bytes, at) => writeSync(fd, bytes, 0, bytes.length, at),
  truncate: ftruncateSync,
  close: closeSync,
  syncFile: fdatasync,
  syncFolder: (path, done) => {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch (cause) {
      done(cause as Error);
      return;
    }
    fsync(fd, (cause) => {
      closeSync(fd);
      done(cause);
    });
  },
};
