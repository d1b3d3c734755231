#!/usr/bin/env node
// `npx legate …` or `npm run legate -- …`: installs, compiles when the sources have changed, and runs the command line.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './setup/ensure-built.mjs';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';

// `npm run` stands in the folder of package.json, whoever calls it from where.
if (process.env.npm_lifecycle_event === 'legate' && process.env.INIT_CWD) {
  process.chdir(process.env.INIT_CWD);
}
await ensureInstalled();
await ensureBuilt();
await import(pathToFileURL(join(root, 'dist', 'apps', 'cli', 'src', 'main.js')).href);
