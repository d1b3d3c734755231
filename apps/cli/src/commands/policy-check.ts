import {
  askedPackages,
  undeclaredNames,
  type CheckedPolicy,
  type UndeclaredNames,
} from '../policy/check-policy.js';
import {
  joinActions,
  summarize,
  whatApplies,
  type Applying,
  type PackageSummary,
} from '../policy/policy-coverage.js';
import { renderWarnings } from '../policy/refusal-report.js';
import { policyName, withCheckedPolicy } from '../policy/with-policy.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { Report } from '../terminal/report.js';
import type { Style } from '../terminal/style.js';
import { counted, listed, table } from '../terminal/table.js';
import type { Call, CliCommand } from './command.js';
import { readCoverageFloor, COVERAGE_FLOOR } from './shared-options.js';

/** Rows of the table that are shown; `--json` has all. */
const MAX_ROWS = 100;

export const policyCheck: CliCommand = {
  name: 'policy check',
  summary: 'Runs the checks of a push, and lists what applies to each resource type and action',
  args: [{ name: '[policy]', description: 'folder or bundle; default: this folder' }],
  options: [COVERAGE_FLOOR],
  example: 'legate policy check policies --json',
  run: async (call) =>
    await withCheckedPolicy(
      call,
      { name: policyName(call), coverageFloor: readCoverageFloor(call) },
      (checked) => report(call, checked),
    ),
};

function report({ context }: Call, checked: CheckedPolicy): Report {
  const { policy, compiled } = checked;
  const packages = summarize(askedPackages(checked));
  const applies = whatApplies(packages);
  const undeclared = undeclaredNames(checked);
  const { tests, coverage } = checked.checked.tests ?? { tests: 0, coverage: null };
  const { warnings } = compiled.manifest;
  return {
    exit: EXIT.ok,
    json: {
      policy: policy.name,
      digest: policy.pushed.digest,
      policyDigest: compiled.digest,
      tests,
      coverage,
      packages,
      applies,
      undeclared,
      warnings,
    },
    text: (style) =>
      [
        renderWarnings(warnings, { context, policy, style }),
        renderPackages(packages, style),
        renderApplies(applies, style),
        renderUndeclared(undeclared, style),
        `${style.good('ok')}: ${renderTests(tests, coverage)}, ${compiled.wasm.length} bytes of WASM, policy ${compiled.digest.slice(0, 12)}`,
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
  };
}

export function renderTests(tests: number, coverage: number | null): string {
  const reached = coverage === null ? '' : `, they reach ${coverage.toFixed(1)} % of the lines`;
  return `${counted(tests, 'test')}${reached}`;
}

function renderPackages(packages: readonly PackageSummary[], style: Style): string {
  const rows = packages.map(({ name, resourceTypes, actions, permits, guards }) => [
    name,
    resourceTypes?.join(', ') ?? 'any',
    actions?.join(', ') ?? 'any',
    listed(permits),
    listed(guards),
  ]);
  return `${style.strong('Packages')}\n${table([['package', 'resource types', 'actions', 'permits', 'guards'], ...rows])}`;
}

/** What the engine asks, by resource type and action. */
export function renderApplies(applies: readonly Applying[], style: Style): string {
  const joined = joinActions(applies);
  const allActions = new Set(applies.map(({ action }) => action)).size;
  const rows = joined
    .slice(0, MAX_ROWS)
    .map(({ resourceType, actions, packages, permits, guards }) => [
      resourceType ?? '(any other)',
      actions.length === allActions
        ? 'any'
        : actions.map((name) => name ?? '(any other)').join(', '),
      packages.length === 0 ? 'nothing: always denied' : listed(permits),
      listed(guards),
    ]);
  const left = joined.length - rows.length;
  const more = left === 0 ? '' : `\n  … and ${counted(left, 'row')} more (--json has all)`;
  return `${style.strong('What applies')}\n${table([['resource type', 'action', 'any permit of', 'every guard of'], ...rows])}${more}`;
}

function renderUndeclared({ resourceTypes, actions }: UndeclaredNames, style: Style): string {
  const names = [
    ...resourceTypes.map((name) => `resource type "${name}"`),
    ...actions.map((name) => `action "${name}"`),
  ];
  return names.length === 0
    ? ''
    : `${style.warn('Not declared in .manifest')}: ${names.join(', ')}\n  A push is refused unless the tenant knows them already.`;
}
