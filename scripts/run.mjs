// `node scripts/run.mjs <name> [args]`: runs scripts/<name>.ts with the packages installed.
import { join } from 'node:path';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

const [name, ...args] = process.argv.slice(2);
await ensureInstalled();
process.exitCode = await runCommand(process.execPath, [
  '--import',
  'tsx',
  join(root, 'scripts', `${name}.ts`),
  ...args,
]);
