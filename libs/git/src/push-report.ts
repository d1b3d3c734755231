import type { PendingActivation } from '@legate/bundles';
import { PdpError } from '@legate/core';
import { PolicyBuildError } from '@legate/policy';
import type { BuildProblem } from '@legate/policy';

/** Problems that are told of one push; a terminal is no report. */
const MAX_LINES = 50;

/** What whoever pushes reads of a refusal: `policy/foo.rego:12: why [code]`, a line each. */
export function refusalLines(cause: unknown): readonly string[] {
  if (cause instanceof PolicyBuildError) {
    const { problems } = cause;
    const left = problems.length - MAX_LINES;
    return [
      ...problems.slice(0, MAX_LINES).map(problemLine),
      ...(left > 0 ? [`and ${left} more`] : []),
    ];
  }
  return cause instanceof PdpError
    ? [`${cause.message} [${cause.code}]`]
    : ['a fault of ours; the log of the service has the cause [internal.error]'];
}

/** The code that the log has of it. */
export function refusalCode(cause: unknown): string {
  return cause instanceof PdpError ? cause.code : 'internal.error';
}

export function problemLine({ file, line, message, code }: BuildProblem): string {
  const place = [...(file === '' ? ['policy'] : [file]), ...(line > 0 ? [String(line)] : [])];
  return `${place.join(':')}: ${message} [${code}]`;
}

/** What whoever pushes reads when the gate holds the commit: why, and what becomes of it. */
export function heldLines(bundle: string, pending: PendingActivation): readonly string[] {
  const { evaluated, minDecisions, newlyAllowed, maxNewlyAllowed, expiresAt } = pending;
  return [
    `Held by the gate: ${evaluated} decisions compared (at least ${minDecisions}), ${newlyAllowed} newly allowed (at most ${maxNewlyAllowed}) [bundle.gated]`,
    `Another caller with the role admin can let it decide until ${expiresAt}: legate policy confirm ${bundle}`,
    'main moves here when that is said; nothing need be pushed again',
  ];
}
