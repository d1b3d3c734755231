import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOrMakePassword, readPassword } from './password-file.js';

describe('the password file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'legate-password-'));
    file = path.join(folder, 'postgres.password');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is made once, closed to others, and leaves no draft', async () => {
    const password = await readOrMakePassword(file);
    expect(password).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readOrMakePassword(file)).toBe(password);
    expect(await readdir(folder)).toEqual(['postgres.password']);
  });

  it('is the same for all that make it at once', async () => {
    const passwords = await Promise.all(
      Array.from({ length: 20 }, async () => await readOrMakePassword(file)),
    );
    expect(new Set(passwords).size).toBe(1);
    expect(await readdir(folder)).toEqual(['postgres.password']);
  });

  it('may be absent, but not empty', async () => {
    expect(await readPassword(file)).toBeUndefined();
    await writeFile(file, '\n');
    await expect(readPassword(file)).rejects.toMatchObject({
      code: 'database.data_folder_invalid',
    });
  });
});
