// `npm run build:client`: compiles libs/client into libs/client/dist, from where `npm pack` takes it.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

await ensureInstalled();
const dist = join(root, 'libs', 'client', 'dist');
rmSync(dist, { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
process.exitCode = await runCommand(
  process.execPath,
  [tsc, '-p', join(root, 'libs', 'client', 'tsconfig.build.json')],
  { cwd: root },
);
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
