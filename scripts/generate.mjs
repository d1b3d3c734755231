// `npm run generate`: writes the files that are generated, by the tests that hold them fresh.
import { join } from 'node:path';
import { ensureBuilt } from './setup/ensure-built.mjs';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

await ensureInstalled();
await ensureBuilt();
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
process.exitCode = await runCommand(
  process.execPath,
  [jest, '--selectProjects', 'docs', '--testPathPatterns', 'generated'],
  { cwd: root, env: { ...process.env, LEGATE_GENERATE: 'true' } },
);
