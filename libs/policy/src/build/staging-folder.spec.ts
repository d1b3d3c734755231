import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withStagingFolder } from './staging-folder.js';

const FILES = [
  { path: 'a.rego', content: 'text' },
  { path: 'b/c/d.rego', content: Buffer.from([0, 255]) },
];

describe('withStagingFolder', () => {
  it('holds the files, gives the answer back and removes the folder', async () => {
    let folder = '';
    const answer = await withStagingFolder(FILES, async (path) => {
      folder = path;
      expect(await readFile(join(path, 'a.rego'), 'utf8')).toBe('text');
      return await readFile(join(path, 'b/c/d.rego'));
    });
    expect(answer).toEqual(Buffer.from([0, 255]));
    await expect(access(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('removes the folder when what is done with it fails', async () => {
    let folder = '';
    const failing = withStagingFolder(FILES, async (path) => {
      folder = path;
      return await Promise.reject(new Error('failed'));
    });
    await expect(failing).rejects.toThrow('failed');
    await expect(access(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('removes the folder when a file cannot be written', async () => {
    const use = jest.fn();
    const clash = [...FILES, { path: 'a.rego/x', content: '' }];
    await expect(withStagingFolder(clash, use)).rejects.toThrow();
    expect(use).not.toHaveBeenCalled();
  });
});
