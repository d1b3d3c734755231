import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { counted, listed } from '../terminal/table.js';
import type { DecisionComparison, DecisionDifference } from './compare-decisions.js';
import type { FileChanges } from './compare-files.js';
import type { NamesChange, PackageChange } from './compare-packages.js';
import type { TestComparison } from './compare-tests.js';
import type { PolicyDifference } from './policy-difference.js';

/** Files and failed tests that are shown of a kind. */
const MAX_SHOWN = 20;
const MARKS = { added: '+', removed: '-', changed: '~' } as const;

/** A difference for people. */
export function renderDifference(difference: PolicyDifference, style: Style): string {
  const { before, after, files, packages, tests, decisions } = difference;
  return [
    style.strong(`${before} → ${after}`),
    renderFiles(files, style),
    packages.length === 0
      ? 'packages, permits, guards and annotations are the same'
      : packages.map((each) => renderPackage(each, style)).join('\n'),
    renderTests(`tests of ${before} on ${after}`, tests.oldOnNew, style),
    renderTests(`tests of ${after} on ${before}`, tests.newOnOld, style),
    ...(decisions === null ? [] : [renderDecisions(decisions, style)]),
  ].join('\n\n');
}

function renderFiles({ added, removed, changed }: FileChanges, style: Style): string {
  const lines = [
    ...added.map((path) => style.good(`+ ${path}`)),
    ...removed.map((path) => style.bad(`- ${path}`)),
    ...changed.map((path) => style.warn(`~ ${path}`)),
  ];
  return lines.length === 0 ? 'the files are the same' : bounded(lines).join('\n');
}

function renderPackage(
  { name, kind, permits, guards, ...scopes }: PackageChange,
  style: Style,
): string {
  return [
    `${MARKS[kind]} ${style.strong(name)}`,
    ...renderNames('permit', permits, style),
    ...renderNames('guard', guards, style),
    ...Object.entries(scopes).map(
      ([member, { before, after }]) =>
        `    ${member === 'actions' ? 'actions' : 'resource types'}: ${before?.join(', ') ?? 'any'} → ${after?.join(', ') ?? 'any'}`,
    ),
  ].join('\n');
}

/** A permit that comes may allow more; so may a guard that goes. */
function renderNames(noun: string, change: NamesChange | undefined, style: Style): string[] {
  const widens = noun === 'permit' ? 'added' : 'removed';
  return (['added', 'removed'] as const).flatMap((kind) =>
    (change?.[kind] ?? []).map((name) => {
      const text = `    ${MARKS[kind]} ${noun} ${shown(name)}`;
      return kind === widens ? style.warn(text) : text;
    }),
  );
}

function renderTests(title: string, { ran, failed }: TestComparison, style: Style): string {
  if (failed.length === 0) {
    return `${title}: ${style.good('all hold')}`;
  }
  const head = ran
    ? `${counted(failed.length, 'test')} fail${failed.length === 1 ? 's' : ''}`
    : 'they do not compile there';
  const lines = failed.map(({ file, line, message }) => shown(`  ${file}:${line} ${message}`));
  return `${title}: ${style.warn(head)}\n${bounded(lines).join('\n')}`;
}

function renderDecisions(decisions: DecisionComparison, style: Style): string {
  const { evaluated, agreed, newlyAllowed, newlyDenied, otherObligations, otherReasons } =
    decisions;
  const head = `${counted(evaluated, 'decision')}: ${agreed} the same, ${newlyAllowed} newly allowed, ${newlyDenied} newly denied, ${otherObligations} with other obligations, ${otherReasons} with other reasons`;
  return [head, ...decisions.samples.map((sample) => renderSample(sample, style))].join('\n');
}

function renderSample(
  { kind, entry, subject, actor, action, resource, before, after }: DecisionDifference,
  style: Style,
): string {
  const paint = kind === 'newlyAllowed' ? style.bad : style.warn;
  const by = actor === null ? '' : ` by ${actor}`;
  return `  ${paint(kind)} (entry ${entry}) ${shown(`${subject}${by} ${action} ${resource}: ${listed(before.reasons)} → ${listed(after.reasons)}`)}`;
}

function bounded(lines: readonly string[]): readonly string[] {
  return lines.length <= MAX_SHOWN
    ? lines
    : [...lines.slice(0, MAX_SHOWN), `  … and ${lines.length - MAX_SHOWN} more (--json has all)`];
}
