// Installs the packages when the lockfile has changed since they were last installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = join(root, 'node_modules', '.legate-lockfile');
const OLDEST_NODE = [20, 19];

export async function ensureInstalled() {
  requireNode();
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfile) {
    return;
  }
  console.error('  install    npm ci');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const code = await runCommand(npm, ['ci', '--loglevel=error'], { cwd: root });
  if (code !== 0) {
    console.error('legate: npm ci failed');
    process.exit(code);
  }
  writeFileSync(STAMP, lockfile);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    console.error(
      `legate: Node ${process.versions.node} is too old; ${OLDEST_NODE.join('.')} or later is needed`,
    );
    process.exit(1);
  }
}
