import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ArchiveFile } from './read-archive.js';

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const zip = promisify<Buffer, Buffer>(gzip);

/** Packs files that `readArchive` has let through: the same files give the same bytes. Names begin with `/`, as OPA's. */
export async function writeArchive(files: readonly ArchiveFile[]): Promise<Buffer> {
  const blocks = files.flatMap(({ path, content }) => [
    header(`/${path}`, content.length),
    content,
    Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES),
  ]);
  return await zip(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)]));
}

/** POSIX ustar. */
function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const { prefix, name } = split(path);
  block.write(name, 0, NAME_BYTES, 'latin1');
  block.write('0000600\0' + '0000000\0' + '0000000\0', 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`, 124, 'latin1');
  block.write(' '.repeat(8), 148, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\0' + '00', 257, 'latin1');
  block.write(prefix, 345, 155, 'latin1');
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** Paths are up to 180 bytes, their parts up to 64: there is always a slash to cut at. */
function split(path: string): { readonly prefix: string; readonly name: string } {
  if (path.length <= NAME_BYTES) {
    return { prefix: '', name: path };
  }
  const at = path.indexOf('/', path.length - NAME_BYTES - 1);
  return { prefix: path.slice(0, at), name: path.slice(at + 1) };
}
