import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPA_FOLDER } from '../data.js';

/** One case of OPA's conformance suite. */
export interface OpaCase {
  /** Category, note and, where a note stands twice, a number. */
  readonly id: string;
  readonly category: string;
  readonly note: string;
  readonly modules: readonly string[];
  readonly query: string;
  readonly data: unknown;
  /** Undefined when there is no input. */
  readonly input: unknown;
  /** An input in Rego's own syntax. */
  readonly inputTerm: string | undefined;
  /** Bindings of the query's variables, one object for each answer; undefined when an error is wanted. */
  readonly wanted: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** OPA says that arrays among the values are to be compared as sets. */
  readonly isUnordered: boolean;
  /** An error that only the strict mode of the interpreter tells; a compiled policy has none. */
  readonly isStrict: boolean;
  readonly isIgnored: boolean;
}

interface CaseData {
  readonly note: string;
  readonly modules?: readonly string[];
  readonly query: string;
  readonly data?: unknown;
  readonly input?: unknown;
  readonly input_term?: string;
  readonly want_plan_result?: OpaCase['wanted'] | null;
  readonly want_error?: string;
  readonly want_error_code?: string;
  readonly strict_error?: boolean;
  readonly sort_bindings?: boolean;
  readonly ignore: boolean;
}

/** Why nothing can be run, or null. */
export const OPA_MISSING = existsSync(OPA_FOLDER) ? null : `no data in ${OPA_FOLDER}`;

/** All cases; none where the data is missing. */
export function readCases(): OpaCase[] {
  const files = OPA_MISSING === null ? readdirSync(OPA_FOLDER).sort() : [];
  return files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const { category, cases } = JSON.parse(readFileSync(join(OPA_FOLDER, file), 'utf8')) as {
        category: string;
        cases: CaseData[];
      };
      const seen = new Map<string, number>();
      return cases.map((each) => {
        const count = (seen.get(each.note) ?? 0) + 1;
        seen.set(each.note, count);
        return toCase(category, each, count);
      });
    });
}

function toCase(category: string, each: CaseData, count: number): OpaCase {
  const wantsError = each.want_error !== undefined || each.want_error_code !== undefined;
  return {
    id: `${category}: ${each.note}${count > 1 ? ` (${count})` : ''}`,
    category,
    note: each.note,
    modules: each.modules ?? [],
    query: each.query.trim(),
    data: each.data ?? {},
    input: each.input,
    inputTerm: each.input_term,
    wanted: wantsError ? undefined : (each.want_plan_result ?? []),
    isUnordered: each.sort_bindings === true,
    isStrict: each.strict_error === true,
    isIgnored: each.ignore,
  };
}
