import { PolicyBuildError } from '@legate/policy';
import type { Call } from '../commands/command.js';
import { ServerError } from '../server/server-error.js';
import type { Problem } from '../terminal/problems.js';
import type { Report } from '../terminal/report.js';
import { checkPolicy, type CheckedPolicy } from './check-policy.js';
import { readPolicy, type LocalPolicy } from './read-policy.js';
import { refusalReport } from './refusal-report.js';

/** Of a policy that was refused, here or by the server. @throws whatever else it is */
export function problemsOf(thrown: unknown): readonly Problem[] {
  if (thrown instanceof PolicyBuildError) {
    return thrown.problems;
  }
  if (thrown instanceof ServerError && thrown.problems.length > 0) {
    return thrown.problems;
  }
  throw thrown;
}

/** What a refusal looks like is the same wherever a policy is checked. */
export async function withPolicy(
  { context }: Call,
  { name, revision }: { readonly name: string; readonly revision?: string | undefined },
  use: (policy: LocalPolicy) => Promise<Report>,
): Promise<Report> {
  let policy: LocalPolicy | null = null;
  try {
    policy = await readPolicy(context.cwd, name, { revision });
    return await use(policy);
  } catch (cause) {
    return refusalReport(problemsOf(cause), { context, policy });
  }
}

/** As `withPolicy`, for one that has passed. @param coverageFloor null runs no tests */
export async function withCheckedPolicy(
  call: Call,
  named: {
    readonly name: string;
    readonly revision?: string | undefined;
    readonly coverageFloor: number | null;
  },
  use: (checked: CheckedPolicy) => Promise<Report> | Report,
): Promise<Report> {
  return await withPolicy(
    call,
    named,
    async (policy) => await use(await checkPolicy(call.context, policy, named.coverageFloor)),
  );
}

/** The folder where the user stands, when nothing is named. */
export function policyName({ args }: Call, at = 0): string {
  return args[at] ?? '.';
}
