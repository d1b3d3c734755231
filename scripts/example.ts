/**
 * `npm run example [-- --url URL --key KEY]`: loads examples/support-desk into a running service through the admin
 * API, asks all its questions, prints a table, and fails on any difference. Can be run again and again.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Api, HOW_TO_GET_A_KEY } from './example/api.js';
import { runExample } from './example/run-example.js';

/** Only ASCII can be sent in a header; fetch would blame the connection. */
const KEY = /^lgt_[\x21-\x7e]+$/;

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' } } });
  const url = readUrl(values.url ?? process.env['LEGATE_URL'] ?? 'http://127.0.0.1:8080');
  const key = readKey(values.key ?? process.env['LEGATE_ADMIN_KEY'] ?? '');
  const folder = join(__dirname, '..', 'examples', 'support-desk');
  return await runExample(folder, new Api(url, key), (line) => {
    console.log(line);
  });
}

function readUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Error(`"${text}" is no URL such as http://127.0.0.1:8080 (LEGATE_URL or --url)`);
  }
  return text.replace(/\/+$/, '');
}

function readKey(text: string): string {
  if (text === '') {
    throw new Error(`no admin key: set LEGATE_ADMIN_KEY or --key; ${HOW_TO_GET_A_KEY}`);
  }
  if (!KEY.test(text)) {
    throw new Error(`that is no key such as lgt_…; ${HOW_TO_GET_A_KEY}`);
  }
  return text;
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
