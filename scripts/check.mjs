// `npm run check`: every check that is not a test. Runs them all and tells which failed.
import { join } from 'node:path';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

/** @type {readonly (readonly [string, string, ...string[]])[]} */
const CHECKS = [
  ['format', 'prettier', '--check', '.', '--log-level', 'warn'],
  ['lint', 'eslint', '.', '--max-warnings=0'],
  ['types', 'tsc', '-p', 'tsconfig.check.json'],
  [
    'dependency rules',
    'depcruise',
    'apps',
    'libs',
    'migrations',
    'scripts',
    'test',
    'examples',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  ['docs', 'jest', '--selectProjects', 'docs'],
  ['dockerfile', 'dockerfilelint', 'Dockerfile'],
];

await ensureInstalled();
const failed = [];
for (const [name, command, ...args] of CHECKS) {
  console.log(`check: ${name}`);
  const code = await runCommand(join(root, 'node_modules', '.bin', command), args, { cwd: root });
  if (code !== 0) {
    failed.push(name);
  }
}
console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length;
