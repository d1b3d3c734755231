/**
 * `npm run example [-- --url URL --key KEY]`: loads examples/support-desk into a running service through the admin
 * API, asks all its questions, prints a table, and fails on any difference. Can be run again and again.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Api } from './example/api.js';
import { runExample } from './example/run-example.js';

const NO_KEY =
  'no admin key: set LEGATE_ADMIN_KEY to the one that the first npm start has shown ' +
  '(or start the service with LEGATE_BOOTSTRAP_ADMIN_KEY=lgt_… to choose one)';

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' } } });
  const url = values.url ?? process.env['LEGATE_URL'] ?? 'http://127.0.0.1:8080';
  const key = values.key ?? process.env['LEGATE_ADMIN_KEY'];
  if (key === undefined || key === '') {
    throw new Error(NO_KEY);
  }
  const folder = join(__dirname, '..', 'examples', 'support-desk');
  return await runExample(folder, new Api(url, key), (line) => {
    console.log(line);
  });
}

main().then(
  (passed) => {
    process.exitCode = passed ? 0 : 1;
  },
  (error: unknown) => {
    console.error(`example: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
