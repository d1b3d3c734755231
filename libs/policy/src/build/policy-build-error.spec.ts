import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_PROBLEM_CODES, PolicyBuildError, type BuildProblem } from './policy-build-error.js';

describe('BUILD_PROBLEM_CODES', () => {
  it('are those that docs/policy-contract.md explains', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/policy-contract.md'), 'utf8');
    const explained =
      page.match(/policy\.(?:build|test|archive|manifest|signature)\.[a-z_]+/gu) ?? [];
    expect([...new Set(explained)].sort()).toEqual([...BUILD_PROBLEM_CODES].sort());
  });
});

describe('PolicyBuildError', () => {
  it('tells all problems, by file, line and code', () => {
    const problem = (file: string, line: number, code: BuildProblem['code']): BuildProblem => ({
      code,
      file,
      line,
      message: 'm',
    });
    const error = new PolicyBuildError([
      problem('b.rego', 1, 'policy.build.check'),
      problem('a.rego', 10, 'policy.build.check'),
      problem('a.rego', 9, 'policy.build.syntax'),
      problem('a.rego', 9, 'policy.build.check'),
    ]);
    expect(error.message.split('\n')).toEqual([
      'a.rego:9 policy.build.check m',
      'a.rego:9 policy.build.syntax m',
      'a.rego:10 policy.build.check m',
      'b.rego:1 policy.build.check m',
    ]);
  });
});
