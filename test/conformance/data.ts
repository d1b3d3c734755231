import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the conformance data may be; it is no part of the repository. */
const FOLDER =
  process.env['LEGATE_CONFORMANCE_DIR'] ??
  resolve(__dirname, '..', '..', '..', 'shared', 'conformance');

export const AUTHZEN_FOLDER = join(FOLDER, 'authzen');
export const OPA_FOLDER = join(FOLDER, 'opa');

/** Why nothing can be run, or null. */
export const MISSING = existsSync(join(AUTHZEN_FOLDER, 'manifest.json'))
  ? null
  : `no data in ${FOLDER} (LEGATE_CONFORMANCE_DIR)`;

export interface Case {
  readonly id: string;
  readonly level?: string;
  readonly endpoint: string;
  readonly request?: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- data of others
  readonly raw_body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly repeat?: number;
  readonly run_only_if?: string;
  /** Of the interop sets. */
  readonly expected?: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- data of others
  /** Of the certification scenario. */
  readonly expect?: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- data of others
}

export interface CaseSet {
  readonly file: string;
  readonly title: string;
  readonly fixture: string;
  readonly cases: readonly Case[];
}

export interface Data {
  readonly paths: Readonly<Record<string, string>>;
  readonly fixtures: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- data of others
  readonly sets: readonly CaseSet[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- data of others
function readJson(name: string): any {
  return JSON.parse(readFileSync(join(AUTHZEN_FOLDER, name), 'utf8'));
}

/** All of it; nothing where it is missing. */
export function readData(): Data {
  if (MISSING !== null) {
    return { paths: {}, fixtures: {}, sets: [] };
  }
  const manifest = readJson('manifest.json');
  const sets = (manifest.sets as CaseSet[]).map(({ file, title, fixture }) => ({
    file,
    title,
    fixture,
    cases: readJson(file).cases as Case[],
  }));
  return { paths: manifest.default_paths, fixtures: readJson('fixtures.json').fixtures, sets };
}
