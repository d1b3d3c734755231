// `npm test`: installs, compiles, and runs every tier of tests that needs no outside service.
import { join } from 'node:path';
import { ensureBuilt } from './setup/ensure-built.mjs';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

await ensureInstalled();
await ensureBuilt();
// Where OPA must be fetched or built first, that takes longer than any test may.
const opa = join(root, 'scripts', 'opa.ts');
const found = await runCommand(process.execPath, ['--import', 'tsx', opa, 'version'], {
  cwd: root,
});
if (found !== 0) {
  process.exit(found);
}
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
process.exitCode = await runCommand(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: root,
});
