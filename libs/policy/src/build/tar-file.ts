import { gunzipSync } from 'node:zlib';

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const SIZE_OFFSET = 124;
const SIZE_BYTES = 12;
/** No module may be larger once unpacked. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/**
 * One regular file out of a gzipped ustar archive, or undefined. Enough for what `opa build` writes: names
 * under 100 bytes, no extension headers before the file.
 */
export function fileFromTarGz(archive: Buffer, name: string): Buffer | undefined {
  const tar = gunzipSync(archive, { maxOutputLength: MAX_UNPACKED_BYTES });
  let offset = 0;
  while (offset + BLOCK_BYTES <= tar.length) {
    const header = tar.subarray(offset, offset + BLOCK_BYTES);
    const size = Number.parseInt(text(header, SIZE_OFFSET, SIZE_BYTES), 8) || 0;
    const start = offset + BLOCK_BYTES;
    if (text(header, 0, NAME_BYTES) === name) {
      return Buffer.from(tar.subarray(start, start + size));
    }
    offset = start + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return undefined;
}

function text(header: Buffer, offset: number, length: number): string {
  const [value = ''] = header.toString('latin1', offset, offset + length).split('\0');
  return value;
}
