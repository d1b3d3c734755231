import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeLeftovers, temporaryPath } from './temporary-files.js';

describe('removeLeftovers', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'legate-leftovers-'));
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  it('removes what dead starts left, also of an earlier process with our id', async () => {
    for (const pid of [2_147_483_646, process.pid]) {
      const leftover = path.join(root, `postgres.tmp-${pid}-00000000-init-12345678`);
      await mkdir(leftover);
      await writeFile(path.join(leftover, 'PG_VERSION'), '18');
    }
    await removeLeftovers(root);
    expect(await readdir(root)).toEqual([]);
  });

  it('keeps what is in use and what is not its own', async () => {
    const kept = [
      temporaryPath(root, 'init'),
      path.join(root, `postgres.tmp-${process.ppid}-00000000-init-12345678`),
      path.join(root, 'postgres'),
      path.join(root, 'postgres.password'),
    ];
    for (const item of kept) {
      await writeFile(item, '');
    }
    await removeLeftovers(root);
    const left = await readdir(root);
    expect(left.sort()).toEqual(kept.map((item) => path.basename(item)).sort());
  });
});
