import type { OpaCase } from './cases.js';

/** The modules of one case, its entry and its data, below a package of its own so that many fit into one build. */
export interface CaseModules {
  readonly files: Readonly<Record<string, string>>;
  /** Package of the entry, which gives `{"bindings": […], "hasSets": …}`. */
  readonly package: string;
  readonly data: unknown;
}

/** @param prefix a name that no other case of the build has; empty to leave all names as they are. */
export function caseModules(each: OpaCase, prefix: string): CaseModules {
  const name = prefix === '' ? 'alone' : prefix;
  const files: Record<string, string> = {};
  for (const [index, text] of each.modules.entries()) {
    files[`${name}/m${index}.rego`] = below(text, prefix);
  }
  files[`${name}/entry.rego`] = entry(each, name, prefix);
  return {
    files,
    package: `legate_entry.${name}`,
    data: prefix === '' ? each.data : { [prefix]: each.data },
  };
}

function entry({ query, inputTerm, wanted }: OpaCase, name: string, prefix: string): string {
  const variables = Object.keys(wanted?.[0] ?? {});
  const found = variables.map((variable) => `"${variable}": ${variable}`).join(', ');
  const input = inputTerm === undefined ? '' : ` with input as ${inputTerm}`;
  const lines = query
    .split(';')
    .map((expression) => below(expression.trim(), prefix))
    .filter((expression) => expression !== '')
    .map((expression) => expression + input);
  const body = [...lines, `legate_found := {${found}}`].join('; ');
  return [
    `package legate_entry.${name}\n`,
    `found_all := [legate_found | ${body}]\n`,
    // A set is an array in the answer: only where there is one may the order differ.
    'sets contains at if {\n\twalk(found_all, [at, each])\n\tis_set(each)\n}\n',
    'result := {"bindings": found_all, "hasSets": count(sets) > 0}\n',
  ].join('\n');
}

/** Texts and comments, which stay as they are, or a place where `data` or a package is named. */
const NAMED = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|#[^\n]*|(?<![\w.])(?:data|package)(?!\w)/gu;

/** The text with everything it defines and reads below `data.<prefix>`. */
function below(text: string, prefix: string): string {
  if (prefix === '') {
    return text;
  }
  return text
    .replace(NAMED, (word) =>
      word === 'data' ? `data.${prefix}` : word === 'package' ? `package ${prefix}.` : word,
    )
    .replace(/(package \w+\.)\s+/gu, '$1');
}
