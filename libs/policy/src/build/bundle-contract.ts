import { PackageContractCheck, type PackageContract } from './package-contract.js';
import { PolicyBuildError, type BuildProblem } from './policy-build-error.js';
import { lineOf, type ParsedFile } from './rego-ast.js';

/** All packages of a bundle that keep the contract, sorted by name, and what their authors should look at. */
export interface BundleContract {
  readonly packages: readonly PackageContract[];
  readonly warnings: readonly BuildProblem[];
}

const PACKAGE_NAME = /^policy(?:\.[A-Za-z_][A-Za-z0-9_]*)+$/u;
const TEST_SUFFIX = '_test';

/**
 * Checks every file against the contract.
 * @throws PolicyBuildError with all problems of all files
 */
export function checkBundle(files: readonly ParsedFile[]): BundleContract {
  const problems: BuildProblem[] = [];
  const byPackage = new Map<string, ParsedFile[]>();
  for (const file of files) {
    const name = packageName(file);
    const problem = packageProblem(name, file);
    if (problem !== undefined) {
      problems.push(problem);
    } else if (!file.isTest) {
      byPackage.set(name, [...(byPackage.get(name) ?? []), file]);
    }
  }
  const warnings: BuildProblem[] = [];
  const packages: PackageContract[] = [];
  for (const name of [...byPackage.keys()].sort()) {
    const check = new PackageContractCheck(name, byPackage.get(name) ?? []);
    packages.push(check.check());
    problems.push(...check.problems);
    warnings.push(...check.warnings);
  }
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
  return { packages, warnings };
}

/** Without `data.`, its parts joined by dots. */
export function packageName({ module }: ParsedFile): string {
  const [, ...path] = module.package.path;
  return path.map(({ value }) => String(value)).join('.');
}

/**
 * Test files are not compiled, so a rule of a real package in one would silently be missing, and a test
 * package in another file would silently be asked. Hence the two must agree.
 */
function packageProblem(name: string, file: ParsedFile): BuildProblem | undefined {
  const at = { file: file.path, line: lineOf(file.module.package) };
  if (!PACKAGE_NAME.test(name)) {
    const message = `Package ${name} must be below "policy.", of letters, digits and _`;
    return { ...at, code: 'policy.build.package_name', message };
  }
  if (name.endsWith(TEST_SUFFIX) !== file.isTest) {
    const message = file.isTest
      ? `A *_test.rego file is not compiled; its package must end in _test, not ${name}`
      : `Test package ${name} must be in a *_test.rego file`;
    return { ...at, code: 'policy.build.test_package', message };
  }
  return undefined;
}
