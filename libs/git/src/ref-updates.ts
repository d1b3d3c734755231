import { POLICY_BRANCH } from './repositories.js';

/** References that one push may change. */
const MAX_UPDATES = 100;
const UPDATE = /^(?<before>[0-9a-f]{40,64}) (?<after>[0-9a-f]{40,64}) (?<ref>\S+)$/u;
const NO_COMMIT = /^0+$/u;

/** A change of one reference that a push asks for; null for none: it is made, or deleted. */
export interface RefUpdate {
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Reads what git tells its hooks. @throws Error for what git would not write */
export function readUpdate(line: string): RefUpdate {
  const { before, after, ref } = UPDATE.exec(line)?.groups ?? {};
  if (before === undefined || after === undefined || ref === undefined) {
    throw new Error(`not an update of a reference: ${line}`);
  }
  return { ref, before: toCommit(before), after: toCommit(after) };
}

function toCommit(text: string): string | null {
  return NO_COMMIT.test(text) ? null : text;
}

export function isBranch({ ref }: RefUpdate): boolean {
  return ref.startsWith('refs/heads/');
}

/** Why references may not be changed so, whatever the commits hold; a line each. */
export function updateProblems(updates: readonly RefUpdate[]): readonly string[] {
  if (updates.length > MAX_UPDATES) {
    return [`more than ${MAX_UPDATES} references at once`];
  }
  return updates.flatMap((update) => {
    const problem = updateProblem(update);
    return problem === null ? [] : [`${update.ref}: ${problem}`];
  });
}

function updateProblem(update: RefUpdate): string | null {
  const { ref, after } = update;
  if (!isBranch(update) && !ref.startsWith('refs/tags/')) {
    return 'only branches and tags are kept';
  }
  // It could not be made beside these, and that would show only once its bundle decides.
  if (ref.startsWith(`${POLICY_BRANCH}/`)) {
    return 'main is a branch, no folder of branches';
  }
  return ref === POLICY_BRANCH && after === null ? 'main decides, and cannot be deleted' : null;
}
