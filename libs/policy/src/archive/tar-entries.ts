/** One entry of a tar archive, as its header says. */
export interface TarEntry {
  /** As written. */
  readonly name: string;
  /** POSIX type flag: `0` regular, `1` hard link, `2` symbolic link, `3` and `4` devices, `5` folder, `6` FIFO. */
  readonly type: string;
  readonly content: Buffer;
}

/** The bytes are no whole tar archive. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

const BLOCK_BYTES = 512;
/** The longest name an extension header may give, bytes; more is no name of a policy. */
const MAX_LONG_NAME = 4096;
const OCTAL = /^[0-7]+$/u;

/**
 * Reads the entries of a tar archive (POSIX ustar, pax and GNU long names) in order. Every header's checksum and every
 * length is checked; nothing is skipped that is not understood.
 * @throws TarError
 */
export function* readTarEntries(tar: Buffer): Generator<TarEntry> {
  let longName: string | null = null;
  for (let offset = 0; offset < tar.length;) {
    const header = block(tar, offset);
    if (header.every((byte) => byte === 0)) {
      requireEnd(tar, offset);
      return;
    }
    requireChecksum(header);
    const size = octal(header, 124, 12);
    const start = offset + BLOCK_BYTES;
    if (start + size > tar.length) {
      throw new TarError('the archive ends in the middle of a file');
    }
    const content = tar.subarray(start, start + size);
    offset = start + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
    const type = header[156] === 0 ? '0' : String.fromCharCode(header[156] ?? 0);
    if (isExtension(type)) {
      longName = extendedName(type, content) ?? longName;
    } else {
      yield { name: longName ?? headerName(header), type, content };
      longName = null;
    }
  }
}

function block(tar: Buffer, offset: number): Buffer {
  if (offset + BLOCK_BYTES > tar.length) {
    throw new TarError('the archive ends in the middle of a header');
  }
  return tar.subarray(offset, offset + BLOCK_BYTES);
}

/** What follows the end mark is padding. */
function requireEnd(tar: Buffer, offset: number): void {
  if (tar.subarray(offset).some((byte) => byte !== 0)) {
    throw new TarError('something follows the end of the archive');
  }
}

/** The sum of all bytes, those of the checksum itself as spaces. */
function requireChecksum(header: Buffer): void {
  let sum = 8 * 0x20;
  for (const [index, byte] of header.entries()) {
    sum += index >= 148 && index < 156 ? 0 : byte;
  }
  if (octal(header, 148, 8) !== sum) {
    throw new TarError('the checksum of a header is wrong');
  }
}

function octal(header: Buffer, offset: number, length: number): number {
  const digits = header
    .toString('latin1', offset, offset + length)
    .replace(/[\0 ]+$/u, '')
    .trimStart();
  if (digits !== '' && !OCTAL.test(digits)) {
    throw new TarError('a number in a header is not octal');
  }
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function headerName(header: Buffer): string {
  const name = text(header.subarray(0, 100));
  const isUstar = header.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar && header[262] === 0 ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** `x` and `g`: pax headers of the next and of all entries; `L`: GNU long name. */
function isExtension(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L';
}

function extendedName(type: string, content: Buffer): string | null {
  if (type === 'L') {
    return bounded(text(content));
  }
  const records = paxRecords(content);
  if (records.has('size') || (type === 'g' && records.has('path'))) {
    throw new TarError('an extension header says what is not read: size, or a path for all');
  }
  return type === 'x' && records.has('path') ? bounded(records.get('path') ?? '') : null;
}

/** Records of `<length> <key>=<value>\n` (POSIX pax, extended header). */
function paxRecords(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let offset = 0; offset < content.length;) {
    const space = content.indexOf(0x20, offset);
    const length = Number(content.toString('latin1', offset, space));
    const record = content.toString('utf8', space + 1, offset + length - 1);
    const at = record.indexOf('=');
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - offset || at < 1) {
      throw new TarError('an extension header is malformed');
    }
    records.set(record.slice(0, at), record.slice(at + 1));
    offset += length;
  }
  return records;
}

function bounded(name: string): string {
  if (Buffer.byteLength(name) > MAX_LONG_NAME) {
    throw new TarError('the name of a file is too long');
  }
  return name;
}

function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
