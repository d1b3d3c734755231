import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** An entry of a tar archive; a hostile one says what it likes. */
export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** POSIX type flag; `0`, a regular file, when left out. */
  readonly type?: string;
  readonly linkName?: string;
}

/** A gzipped tar archive (POSIX ustar) of the entries, in their order and as they are. */
export function packTar(entries: readonly TarEntry[]): Buffer {
  return gzipSync(Buffer.concat([...entries.flatMap(blocks), Buffer.alloc(2 * BLOCK)]));
}

function blocks({ name, content = '', type = '0', linkName = '' }: TarEntry): Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100);
  header.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`, 124);
  header.write(' '.repeat(8) + type, 148);
  header.write(linkName, 157, 100);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}
