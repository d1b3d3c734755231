import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseRunAs } from './choose-run-as.js';
import { openDataFolder } from './data-folder.js';
import { locatePostgresBinaries } from './postgres-binaries.js';
import { runProgram } from './run-program.js';

describe('chooseRunAs', () => {
  it('reaches programs and data below a folder that is closed to everybody else', async () => {
    // As of a clone in /root: mkdtemp makes folders of mode 700.
    const closed = await mkdtemp(path.join(tmpdir(), 'legate-closed-'));
    try {
      const native = path.dirname(path.dirname((await locatePostgresBinaries()).initdb));
      const options = { recursive: true, verbatimSymlinks: true };
      await cp(native, path.join(closed, 'native'), options);
      const initdb = path.join(closed, 'native', 'bin', 'initdb');
      const folder = await openDataFolder(path.join(closed, '.legate'));

      const way = await chooseRunAs({ folder, initdb, onProgress: () => undefined });
      const result = await runProgram(
        way.command(initdb, ['--show', `--pgdata=${folder.root}/new`]),
      );
      expect(result.output).toContain('PGDATA=');
      expect(result.exitCode).toBe(0);
    } finally {
      await rm(closed, { recursive: true });
    }
  });
});
