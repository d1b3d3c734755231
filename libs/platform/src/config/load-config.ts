import { readFileSync } from 'node:fs';
import { StartupError } from '@legate/core';
import { validateSync } from 'class-validator';
import { settingsOf } from './setting.js';
import type { ConfigClass, Setting } from './setting.js';
import { isInjectedByKubernetes, nearestName } from './variable-names.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LoadedConfig<T> {
  readonly config: Readonly<T>;
  /** For the operational log: variables that were passed over, and why. */
  readonly warnings: readonly string[];
}

const OURS = 'LEGATE_';

/** Read by tools that talk to a service; a shell that has them may start one too. */
const OF_TOOLS: ReadonlySet<string> = new Set([
  'LEGATE_ADMIN_KEY',
  'LEGATE_KEY',
  'LEGATE_TENANT',
  'LEGATE_URL',
]);

/**
 * Reads the settings of `configClass` from the environment, once, at start. An empty variable counts as unset.
 *
 * @throws StartupError `config.invalid` with every wrong, unknown and unreadable variable at once, a line each.
 * Values of secrets are never in the message.
 */
export function loadConfig<T extends object>(
  configClass: ConfigClass<T>,
  environment: Environment,
): LoadedConfig<T> {
  const settings = settingsOf(configClass);
  const { unknown, warnings, usable } = sortVariables(settings, environment);
  const config = new configClass();
  const unreadable = settings.flatMap((setting) => readInto(config, setting, usable));
  const rejected = validateSync(config, { forbidUnknownValues: true }).flatMap((error) =>
    explain(settings, error.property, Object.values(error.constraints ?? {})),
  );
  const problems = [...unreadable, ...rejected, ...unknown];
  if (problems.length > 0) {
    throw new StartupError('config.invalid', problems.join('\n'), { details: { problems } });
  }
  return { config: Object.freeze(config), warnings };
}

interface SortedVariables {
  readonly unknown: readonly string[];
  readonly warnings: readonly string[];
  readonly usable: Environment;
}

function sortVariables(settings: readonly Setting[], environment: Environment): SortedVariables {
  const names = settings.flatMap(namesOf);
  const unknown: string[] = [];
  const warnings: string[] = [];
  const usable: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (isInjectedByKubernetes(name, value)) {
      warnings.push(`${name} looks injected by Kubernetes for a Service named legate; ignored`);
    } else if (names.includes(name)) {
      usable[name] = value;
    } else if (name.startsWith(OURS) && !OF_TOOLS.has(name)) {
      unknown.push(`${name}: there is no such setting${suggestion(name, names)}`);
    }
  }
  return { unknown, warnings, usable };
}

function namesOf({ name, secret }: Setting): readonly string[] {
  return secret === true ? [name, `${name}_FILE`] : [name];
}

function suggestion(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest === null ? '' : `; did you mean ${nearest}?`;
}

/** Gives the problem, if any; an unset variable leaves the default. */
function readInto(config: object, setting: Setting, environment: Environment): readonly string[] {
  const text = readText(setting, environment);
  if (typeof text === 'object') {
    return [text.problem];
  }
  if (text === '') {
    return [];
  }
  const target = config as Record<string, unknown>;
  const value = convert(text, target[setting.property]);
  if (value === null) {
    return [`${setting.name}: must be ${expected(target[setting.property])}`];
  }
  target[setting.property] = value;
  return [];
}

function readText(setting: Setting, environment: Environment): string | { problem: string } {
  const direct = environment[setting.name] ?? '';
  const file = setting.secret === true ? (environment[`${setting.name}_FILE`] ?? '') : '';
  if (file === '' || direct !== '') {
    return file === ''
      ? direct
      : { problem: `${setting.name}: set it or ${setting.name}_FILE, not both` };
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return { problem: `${setting.name}_FILE: the file cannot be read` };
  }
}

/** Reads the text as the type of the default; null when it is not of that type. */
function convert(text: string, fallback: unknown): string | number | boolean | null {
  if (typeof fallback === 'number') {
    return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
  }
  if (typeof fallback === 'boolean') {
    return text === 'true' || text === 'false' ? text === 'true' : null;
  }
  return text;
}

function expected(fallback: unknown): string {
  return typeof fallback === 'number' ? 'a whole number' : 'true or false';
}

function explain(
  settings: readonly Setting[],
  property: string,
  constraints: readonly string[],
): readonly string[] {
  const name = settings.find((setting) => setting.property === property)?.name ?? property;
  return constraints.map((text) => `${name}: ${text.replace(`${property} `, '')}`);
}
