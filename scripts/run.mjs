// `node scripts/run.mjs <name> [args]`: runs scripts/<name>.ts with the packages installed.
import { join } from 'node:path';
import { ensureBuilt } from './setup/ensure-built.mjs';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

const RUNS_THE_SERVICE = new Set(['bench', 'bench-peers', 'faults']);

const [name, ...args] = process.argv.slice(2);
await ensureInstalled();
if (RUNS_THE_SERVICE.has(name)) {
  await ensureBuilt();
}
process.exitCode = await runCommand(process.execPath, [
  '--import',
  'tsx',
  join(root, 'scripts', `${name}.ts`),
  ...args,
]);
