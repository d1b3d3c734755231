import type { CliContext } from '../commands/command.js';
import { EXIT } from '../terminal/exit-codes.js';
import {
  locateProblems,
  renderProblems,
  type Problem,
  type SourceText,
} from '../terminal/problems.js';
import type { Report } from '../terminal/report.js';
import type { Style } from '../terminal/style.js';
import { counted } from '../terminal/table.js';
import { pathFrom, type LocalPolicy } from './read-policy.js';

/** The texts of a policy's files, for code frames. */
export function sourceTexts(policy: LocalPolicy): SourceText {
  const files = new Map(policy.pushed.files.map(({ path, content }) => [path, content]));
  return (file) => files.get(file)?.toString('utf8');
}

/** A policy that was refused, here or by the server; `policy` is null when it could not even be read. */
export function refusalReport(
  problems: readonly Problem[],
  { context, policy }: { readonly context: CliContext; readonly policy: LocalPolicy | null },
): Report {
  const sourceOf = policy === null ? (): undefined => undefined : sourceTexts(policy);
  const located = locateProblems(problems, sourceOf);
  const message = counted(problems.length, 'error');
  return {
    exit: EXIT.refused,
    json: {
      error: {
        code: 'policy.build_refused',
        message,
        hint: null,
        policy: policy?.name,
        problems: located,
      },
    },
    text: (style) =>
      `${renderLocated(located, { context, policy, style, kind: 'error' })}\n\n${style.bad(message)}`,
  };
}

/** The warnings of a policy that is accepted all the same; empty when there are none. */
export function renderWarnings(
  problems: readonly Problem[],
  {
    context,
    policy,
    style,
  }: { readonly context: CliContext; readonly policy: LocalPolicy; readonly style: Style },
): string {
  const located = locateProblems(problems, sourceTexts(policy));
  return renderLocated(located, { context, policy, style, kind: 'warning' });
}

function renderLocated(
  located: ReturnType<typeof locateProblems>,
  {
    context,
    policy,
    style,
    kind,
  }: {
    readonly context: CliContext;
    readonly policy: LocalPolicy | null;
    readonly style: Style;
    readonly kind: 'error' | 'warning';
  },
): string {
  return renderProblems(located, {
    kind,
    style,
    sourceOf: policy === null ? (): undefined => undefined : sourceTexts(policy),
    pathOf: (file) => (policy === null ? file || 'policy' : pathFrom(context.cwd, policy, file)),
  });
}
