import {
  checkBundleSource,
  PolicyBuildError,
  type BuildProblem,
  type OpaBinary,
} from '@legate/policy';
import type { LocalPolicy } from './read-policy.js';

/** The tests of one policy, run on the rules of another. */
export interface TestComparison {
  /** Whether they could be run: what they speak of may not be there. */
  readonly ran: boolean;
  /** Tests that do not hold; what does not compile, when they could not be run. */
  readonly failed: readonly BuildProblem[];
}

/** @throws OpaUnavailableError; the tool chain's errors */
export async function runTestsOn(
  opa: OpaBinary,
  { tests, rules }: { readonly tests: LocalPolicy; readonly rules: LocalPolicy },
): Promise<TestComparison> {
  const { source } = rules.pushed;
  const files = [
    ...source.files.filter(({ isTest }) => !isTest),
    ...tests.pushed.source.files.filter(({ isTest }) => isTest),
  ];
  try {
    await checkBundleSource({ ...source, files }, opa, { coverageFloor: 0 });
    return { ran: true, failed: [] };
  } catch (cause) {
    if (cause instanceof PolicyBuildError) {
      const ran = cause.problems.every(({ code }) => code === 'policy.test.failed');
      return { ran, failed: cause.problems };
    }
    throw cause;
  }
}
