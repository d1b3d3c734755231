import { renderWarnings } from '../policy/refusal-report.js';
import { policyName, withCheckedPolicy } from '../policy/with-policy.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { CliCommand } from './command.js';
import { renderTests } from './policy-check.js';
import { COVERAGE_FLOOR, readCoverageFloor } from './shared-options.js';

export const policyTest: CliCommand = {
  name: 'policy test',
  summary: 'Runs the tests of a policy, as a push does, and measures what they reach',
  args: [{ name: '[policy]', description: 'folder or bundle; default: this folder' }],
  options: [COVERAGE_FLOOR],
  example: 'legate policy test --coverage-floor 90',
  run: async (call) => {
    const named = { name: policyName(call), coverageFloor: readCoverageFloor(call) };
    return await withCheckedPolicy(call, named, ({ policy, checked, compiled }) => {
      const { tests, coverage } = checked.tests ?? { tests: 0, coverage: null };
      const { warnings } = compiled.manifest;
      return {
        exit: EXIT.ok,
        json: { policy: policy.name, tests, coverage, warnings },
        text: (style) => {
          const warned = renderWarnings(warnings, { context: call.context, policy, style });
          const mark = tests === 0 ? style.warn('no tests') : style.good('passed');
          return `${warned === '' ? '' : `${warned}\n\n`}${mark}: ${renderTests(tests, coverage)}`;
        },
      };
    });
  },
};
