// `npm start`: installs, compiles, and becomes the service, which does the rest of its set-up itself.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './setup/ensure-built.mjs';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';

console.error('Legate');
await ensureInstalled();
await ensureBuilt();
await import(pathToFileURL(join(root, 'dist', 'apps', 'pdp', 'src', 'main.js')).href);
