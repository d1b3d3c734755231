import { readFileSync } from 'node:fs';
import type { CliOptions } from '../commands/cli-options.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import { variableOf, type Environment } from '../terminal/variable.js';

/** Which server is talked to, and as whom. */
export interface ServerSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string;
  /** Null is the default tenant. */
  readonly tenant: string | null;
}

export const DEFAULT_URL = 'http://127.0.0.1:8080';
/** Only ASCII can be sent in a header. */
const KEY = /^[\x21-\x7e]+$/u;
const TENANT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** An option wins over its variable; an empty variable counts as not set. @throws CliError that never has the key in it */
export function readServerSettings(options: CliOptions, environment: Environment): ServerSettings {
  const choose = (option: string, variable: string): string | undefined =>
    options.text(option) ?? variableOf(environment, variable);
  return {
    url: readUrl(choose('server', 'LEGATE_URL') ?? DEFAULT_URL),
    key: readKey(choose('key', 'LEGATE_KEY'), options.text('keyFile')),
    tenant: readTenant(choose('tenant', 'LEGATE_TENANT')),
  };
}

function readUrl(text: string): string {
  if (!/^https?:\/\//u.test(text) || !URL.canParse(text)) {
    throw new CliError(
      'cli.usage',
      'the server must be a URL such as http://127.0.0.1:8080',
      EXIT.usage,
      'set LEGATE_URL or --server',
    );
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new CliError('cli.usage', 'the URL of the server must be without user, query and hash');
  }
  return text.replace(/\/+$/u, '');
}

function readKey(given: string | undefined, file: string | undefined): string {
  const key = file === undefined ? given : readKeyFile(file);
  if (key === undefined || key === '') {
    throw new CliError('cli.usage', 'no key', EXIT.usage, 'set LEGATE_KEY, --key-file or --key');
  }
  if (!KEY.test(key)) {
    throw new CliError('cli.usage', 'the key must be visible ASCII, such as lgt_…');
  }
  return key;
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new CliError('cli.file', `cannot read ${file} (--key-file)`);
  }
}

function readTenant(text: string | undefined): string | null {
  if (text !== undefined && !TENANT.test(text)) {
    throw new CliError('cli.usage', 'a tenant is named by up to 64 letters, digits and . _ -');
  }
  return text ?? null;
}
