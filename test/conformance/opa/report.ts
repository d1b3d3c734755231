import type { OpaCase } from './cases.js';
import type { Verdict } from './verdict.js';

const REASONS = [
  "There are three reasons. OPA's WASM target compiles the case, on its own, to another answer than its interpreter gives.",
  'Or the case calls a builtin that the target has not in itself but leaves to its host, and that this host refuses by',
  'design ([ADR 0025](adr/0025-host-builtins.md)); a test compiles a call of each and sees that the module asks for it. Or',
  'it is written in language of a later OPA, which the compiler of the pinned one refuses, so that there is no module.',
];

/** docs/opa-conformance.md, as of these verdicts. */
export function report(verdicts: ReadonlyMap<OpaCase, Verdict>, opaVersion: string): string {
  const all = [...verdicts];
  const count = (kind: Verdict['kind'], some = all): number =>
    some.filter(([, verdict]) => verdict.kind === kind).length;
  const categories = [...new Set(all.map(([{ category }]) => category))].sort().map((category) => {
    const some = all.filter(([each]) => each.category === category);
    const counts = (['passed', 'skipped', 'failed'] as const).map((kind) => `${count(kind, some)}`);
    return [category, ...counts];
  });
  return [
    '# OPA conformance',
    '',
    `Cases of OPA's own suite (Rego v1), built by OPA ${opaVersion} as our build does and run by our runtime. A test writes`,
    'and checks this page where the data is: `LEGATE_CONFORMANCE_DIR`, see [CONTRIBUTING](../CONTRIBUTING.md).',
    '',
    table(
      ['cases', 'passed', 'skipped', 'failed'],
      [[`${all.length}`, `${count('passed')}`, `${count('skipped')}`, `${count('failed')}`]],
    ),
    '',
    'Cases that want an error which only the strict mode of the interpreter tells are compared with `opa eval` without it:',
    'a compiled policy has no such mode, and what errs is undefined. Many cases share one build, each below a package of',
    'its own; one that does not pass there is built alone. A set is an array in what a module answers: where there is one,',
    "or OPA's suite says so, the order of arrays is not compared.",
    '',
    '## Skipped',
    '',
    ...REASONS,
    '',
    table(['why', 'what', 'cases'], reasons(all)),
    '',
    '## By category',
    '',
    table(['category', 'passed', 'skipped', 'failed'], categories),
    '',
  ].join('\n');
}

function reasons(all: readonly (readonly [OpaCase, Verdict])[]): string[][] {
  const counts = new Map<string, number>();
  for (const [, verdict] of all) {
    if (verdict.kind === 'skipped') {
      const key = `${verdict.group}\n${verdict.reason}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => [...key.split('\n'), `${count}`]);
}

/** As Prettier aligns it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, index) =>
    Math.max(3, ...[name, ...rows.map((row) => row[index] ?? '')].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [line(head), line([], '-'), ...rows.map((row) => line(row))].join('\n');
}
