import type { BundleContract } from './bundle-contract.js';
import { packageName } from './bundle-contract.js';
import { generatedInputs } from './generated-inputs.js';
import type { OpaCommands } from './opa-commands.js';
import type { BuildProblem } from './policy-build-error.js';
import { lineOf, type ParsedFile } from './rego-ast.js';
import type { StagedFile } from './staging-folder.js';

const FOLDER = 'generated';
const INPUTS = `${FOLDER}/inputs.json`;
const TESTS = `${FOLDER}/evaluation_test.rego`;

/** Files that evaluate each package of a bundle on each generated input, and how to find out what was slow. */
export interface TimedEvaluations {
  readonly files: readonly StagedFile[];
  /** One for each package that took longer than it may. */
  problems(commands: OpaCommands, capabilities: string): Promise<readonly BuildProblem[]>;
}

/** Prepares the measuring of every package that is asked: `opa test` times each of its tests and ends it when it is late. */
export function timeEvaluations(
  parsed: readonly ParsedFile[],
  { packages }: BundleContract,
  maxMs: number,
): TimedEvaluations {
  const asked = packages.filter(({ annotations }) => !annotations.isLibrary);
  const compiled = parsed.filter(({ isTest }) => !isTest);
  const inputs = generatedInputs(compiled.map(({ module }) => module));
  const names = asked.flatMap(({ name, members }, at) =>
    inputs.map((_, index) => ({ test: `test_${at}_${index}`, name, members, index })),
  );
  const packageOf = new Map(names.map(({ test, name }) => [test, name]));
  return {
    files: [
      { path: INPUTS, content: JSON.stringify({ legate_generated: inputs }) },
      { path: TESTS, content: `package legate_generated_test\n${names.map(toTest).join('')}` },
    ],
    problems: async (commands, capabilities) => {
      const files = [INPUTS, TESTS];
      const late = await commands.lateTests(capabilities, files, { maxMs });
      // A machine that is busy makes any evaluation late once. One for each package is enough to tell.
      const once = new Map([...late].map((test) => [packageOf.get(test), test]));
      const only = [...once.values()];
      const again =
        late.size === 0 ? late : await commands.lateTests(capabilities, files, { maxMs, only });
      const slow = new Set([...again].map((test) => packageOf.get(test)));
      return compiled
        .filter((file, at) => slow.has(packageName(file)) && isFirst(compiled, at))
        .map((file) => tooSlow(file, maxMs));
    },
  };
}

interface TimedTest {
  readonly test: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly index: number;
}

function toTest({ test, name, members, index }: TimedTest): string {
  const path = name
    .split('.')
    .map((part) => `[${JSON.stringify(part)}]`)
    .join('');
  const sets = members.map((member) => `[x | some x in data${path}.${member}]`);
  return `\n${test} if count([${sets.join(', ')}]) >= 0 with input as data.legate_generated[${index}]\n`;
}

function isFirst(files: readonly ParsedFile[], at: number): boolean {
  const file = files[at];
  return (
    file !== undefined &&
    files.findIndex((other) => packageName(other) === packageName(file)) === at
  );
}

function tooSlow(file: ParsedFile, maxMs: number): BuildProblem {
  return {
    code: 'policy.build.evaluation_time',
    file: file.path,
    line: lineOf(file.module.package),
    message: `An evaluation of package ${packageName(file)} takes longer than ${maxMs} ms on a generated input`,
  };
}
