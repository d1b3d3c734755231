import { gzipSync } from 'node:zlib';
import { fileFromTarGz } from './tar-file.js';

function entry(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding]);
}

describe('fileFromTarGz', () => {
  const small = Buffer.from('small');
  const exact = Buffer.alloc(1024, 7);
  const archive = gzipSync(
    Buffer.concat([
      entry('/data.json', small),
      entry('/exact', exact),
      entry('/empty', Buffer.alloc(0)),
      entry('/policy.wasm', small),
      Buffer.alloc(1024),
    ]),
  );

  it.each([
    ['/data.json', small],
    ['/exact', exact],
    ['/empty', Buffer.alloc(0)],
    ['/policy.wasm', small],
  ])('finds %s', (name, content) => {
    expect(fileFromTarGz(archive, name)).toEqual(content);
  });

  it('finds nothing under another name', () => {
    expect(fileFromTarGz(archive, 'policy.wasm')).toBeUndefined();
    expect(fileFromTarGz(gzipSync(Buffer.alloc(0)), '/policy.wasm')).toBeUndefined();
  });

  it('throws on what is no archive', () => {
    expect(() => fileFromTarGz(small, '/policy.wasm')).toThrow();
  });
});
