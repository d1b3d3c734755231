// Compiles the sources when they have changed since they were last compiled.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = join(root, 'dist', '.sources');
const FOLDERS = ['apps', 'libs', 'migrations'];
const FILES = ['package-lock.json', 'tsconfig.json', 'nest-cli.json'];

export async function ensureBuilt() {
  const sources = digestOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) {
    return;
  }
  console.error('  build      compiling TypeScript');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const code = await runCommand(process.execPath, [nest, 'build', 'pdp'], { cwd: root });
  if (code !== 0) {
    console.error('legate: the build failed');
    process.exit(code);
  }
  writeFileSync(STAMP, sources);
}

function digestOfSources() {
  const digest = createHash('sha256');
  for (const file of [...FILES, ...FOLDERS.flatMap(filesBelow)].sort()) {
    const content = readFileSync(join(root, file));
    digest.update(`${file}\n${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

/** @param {string} folder */
function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
