// Compiles the policies that ship with Legate into the cache, for an image that is to start without a compiler.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup/root.mjs';

const { preparePolicies } = await import(
  pathToFileURL(join(root, 'dist', 'apps', 'pdp', 'src', 'start', 'prepare-policies.js')).href
);
const { env } = process;
await preparePolicies(
  {
    cacheDir: env.LEGATE_CACHE_DIR ?? join(homedir(), '.cache', 'legate'),
    opa: env.LEGATE_OPA ?? '',
    opaReleaseUrl: env.LEGATE_OPA_RELEASE_URL ?? '',
    searchPath: env.PATH ?? '',
  },
  {
    step: (/** @type {string} */ name, /** @type {string} */ text) =>
      console.log(`  ${name}  ${text}`),
    fail: (/** @type {string} */ line) => console.error(`legate: ${line}`),
  },
);
