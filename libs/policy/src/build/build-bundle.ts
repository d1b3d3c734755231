import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isBelow } from '../archive/archive-manifest.js';
import { PolicyLoadError } from '../engine/policy-load-error.js';
import { meterModuleInSlices } from '../metering/meter-module.js';
import type { OpaBinary } from '../toolchain/index.js';
import { DATA_FILE, type BaseData } from './base-data.js';
import { checkBundle, packageName, type BundleContract } from './bundle-contract.js';
import type { BundleSource, SourceFile } from './bundle-source.js';
import {
  BUNDLE_FORMAT_VERSION,
  type BundleManifest,
  type CompiledBundle,
} from './compiled-bundle.js';
import { entryModule, type EntryModule } from './entry-module.js';
import { timeEvaluations } from './evaluation-time.js';
import { OpaCommands, STAGED_FOLDERS } from './opa-commands.js';
import { PolicyBuildError, sortProblems, type BuildProblem } from './policy-build-error.js';
import { readsClock } from './reads-clock.js';
import { lineOf, type ParsedFile } from './rego-ast.js';
import { stageFiles, withStagingFolder, type StagedFile } from './staging-folder.js';
import { fileFromTarGz } from './tar-file.js';
import type { TestRun } from './test-report.js';
import { unknownNames, type KnownNames } from './unknown-names.js';

const { sources: SOURCES, tests: TESTS } = STAGED_FOLDERS;
const CAPABILITIES = 'capabilities.json';
const ARCHIVE = 'bundle.tar.gz';
const MODULE = '/policy.wasm';
/** Parses that run side by side, and files that one of them reads at most: what it writes is bounded. */
const PARALLEL_PARSES = 4;
const MAX_PARSED_AT_ONCE = 25;

/** ms; what the service demands unless it is set otherwise. */
export const DEFAULT_MAX_EVALUATION_MS = 100;

/** What a source must hold beside the contract. */
export interface SourceDemands {
  /** Paths that every package must lie in; all when left out. */
  readonly roots?: readonly string[];
  /** Names that annotations may use; any when left out. */
  readonly known?: KnownNames;
  /** Runs the tests; at least so many percent of the compiled lines must be reached. */
  readonly coverageFloor?: number;
  /** Longest evaluation of one package on a generated input, ms; not measured when left out. */
  readonly maxEvaluationMs?: number;
}

/** A source that keeps the contract, and what its tests have shown. */
export interface CheckedSource {
  readonly contract: BundleContract;
  readonly readsClock: boolean;
  /** Null when no tests were asked for. */
  readonly tests: TestRun | null;
}

/**
 * Checks a bundle's sources and compiles them to one WASM module with one entrypoint per package.
 * Files written meanwhile are in a private temporary folder, and removed.
 * @throws PolicyBuildError with every problem the failing step found; the tool chain's errors
 */
export async function buildBundle(source: BundleSource, opa: OpaBinary): Promise<CompiledBundle> {
  return await compileBundle(source, await checkBundleSource(source, opa), opa);
}

/**
 * First what OPA finds wrong, under the capabilities of our runtime; then the contract; then the tests, of which
 * nothing runs that the check has not passed.
 * @throws PolicyBuildError with every problem the failing step found; the tool chain's errors
 */
export async function checkBundleSource(
  source: BundleSource,
  opa: OpaBinary,
  demands: SourceDemands = {},
): Promise<CheckedSource> {
  const data = stagedData(source.data);
  const files = [...source.files.map((file) => staged(file)), ...data];
  return await withStagingFolder(files, async (folder) => {
    const commands = new OpaCommands(opa, folder);
    await writeFile(join(folder, CAPABILITIES), await commands.restrictedCapabilities());
    const folders = [...new Set(source.files.map(({ isTest }) => (isTest ? TESTS : SOURCES)))];
    refuseIfAny(await commands.check(CAPABILITIES, folders));
    const parsed = await parseAll(source.files, commands);
    refuseIfAny(outsideRoots(parsed, demands.roots ?? ['']));
    const contract = checkBundle(parsed);
    requirePackages(contract);
    refuseIfAny(demands.known === undefined ? [] : unknownNames(contract, demands.known));
    const { coverageFloor, maxEvaluationMs } = demands;
    const loaded = [...folders, ...data.map(({ path }) => path)];
    const tests =
      coverageFloor === undefined ? null : await runTests(commands, loaded, coverageFloor);
    if (maxEvaluationMs !== undefined) {
      const timed = timeEvaluations(parsed, contract, maxEvaluationMs);
      await stageFiles(folder, timed.files);
      refuseIfAny(await timed.problems(commands, CAPABILITIES));
    }
    return { contract, readsClock: readsClock(parsed), tests };
  });
}

async function runTests(
  commands: OpaCommands,
  paths: readonly string[],
  coverageFloor: number,
): Promise<TestRun> {
  const tests = await commands.test(CAPABILITIES, paths);
  refuseIfAny([...tests.problems, ...missedFloor(tests, coverageFloor)]);
  return tests;
}

/** OPA-12. */
function outsideRoots(files: readonly ParsedFile[], roots: readonly string[]): BuildProblem[] {
  return files.flatMap((file) => {
    const name = packageName(file);
    const isInside = roots.some((root) => isBelow(name.replaceAll('.', '/'), root));
    const message = `Package ${name} lies outside of the roots of the manifest`;
    return isInside
      ? []
      : [
          {
            code: 'policy.manifest.roots',
            file: file.path,
            line: lineOf(file.module.package),
            message,
          },
        ];
  });
}

function requirePackages({ packages }: BundleContract): void {
  if (packages.every(({ annotations }) => annotations.isLibrary)) {
    const message = 'All packages are libraries; there is nothing to ask';
    throw new PolicyBuildError([{ code: 'policy.build.empty', file: '', line: 0, message }]);
  }
}

function missedFloor({ tests, coverage, problems }: TestRun, floor: number): BuildProblem[] {
  if (problems.length > 0 || (coverage ?? 0) >= floor) {
    return [];
  }
  const reached =
    tests === 0 ? 'There are no tests' : `Tests reach ${(coverage ?? 0).toFixed(1)} %`;
  const message = `${reached}; at least ${floor} % of the lines must be covered`;
  return [{ code: 'policy.test.coverage', file: '', line: 0, message }];
}

/** Compiles a source that was checked to a metered module. @throws PolicyBuildError; the tool chain's errors */
export async function compileBundle(
  source: BundleSource,
  checked: CheckedSource,
  opa: OpaBinary,
): Promise<CompiledBundle> {
  return {
    digest: source.digest,
    opaVersion: opa.version,
    wasm: await metered(await compileModule(source, checked, opa)),
    manifest: {
      ...bundleManifest(checked.contract),
      readsClock: checked.readsClock,
      ...(source.data !== null && {
        dataSha256: createHash('sha256').update(source.data.json).digest('hex'),
      }),
    },
    data: source.data?.json ?? null,
  };
}

/** The module as OPA gives it, which the engine meters before it runs. @throws as `compileBundle` */
export async function compileModule(
  source: BundleSource,
  { contract }: CheckedSource,
  opa: OpaBinary,
): Promise<Uint8Array> {
  return await compile(source, entriesOf(contract), opa);
}

function entriesOf(contract: BundleContract): readonly EntryModule[] {
  return askedPackages(contract).map(({ name, members }, index) =>
    entryModule(index, name, members),
  );
}

function askedPackages({ packages }: BundleContract): BundleContract['packages'] {
  return packages.filter(({ annotations }) => !annotations.isLibrary);
}

function staged(file: SourceFile): StagedFile {
  return { path: `${file.isTest ? TESTS : SOURCES}/${file.path}`, content: file.content };
}

/** At the root of the staging folder, so that OPA loads it as the root of `data`. */
function stagedData(data: BaseData | null): StagedFile[] {
  return data === null ? [] : [{ path: DATA_FILE, content: data.json }];
}

async function parseAll(
  files: readonly SourceFile[],
  commands: OpaCommands,
): Promise<readonly ParsedFile[]> {
  const size = Math.min(MAX_PARSED_AT_ONCE, Math.ceil(files.length / PARALLEL_PARSES));
  const parts = Array.from({ length: Math.ceil(files.length / size) }, (_, index) =>
    files.slice(index * size, (index + 1) * size),
  );
  const parsed: ParsedFile[] = [];
  for (let start = 0; start < parts.length; start += PARALLEL_PARSES) {
    const some = parts
      .slice(start, start + PARALLEL_PARSES)
      .map(async (part) => await parsePart(part, commands));
    parsed.push(...(await Promise.all(some)).flat());
  }
  return parsed;
}

async function parsePart(
  part: readonly SourceFile[],
  commands: OpaCommands,
): Promise<readonly ParsedFile[]> {
  const modules = await commands.parse(part.map((file) => staged(file).path));
  return part.map(({ path, isTest }, index) => {
    const module = modules[index];
    if (module === undefined) {
      throw new Error(`opa parse said nothing of ${path}`);
    }
    return { path, isTest, module };
  });
}

async function compile(
  source: BundleSource,
  entries: readonly EntryModule[],
  opa: OpaBinary,
): Promise<Uint8Array> {
  const files = [
    ...source.files.filter(({ isTest }) => !isTest).map((file) => staged(file)),
    ...entries.map(({ path, source: content }) => ({ path: `entries/${path}`, content })),
  ];
  return await withStagingFolder(files, async (folder) => {
    const entrypoints = entries.map(({ entrypoint }) => entrypoint);
    const commands = new OpaCommands(opa, folder);
    refuseIfAny(await commands.buildWasm([SOURCES, 'entries'], entrypoints, ARCHIVE));
    const module = fileFromTarGz(await readFile(join(folder, ARCHIVE)), MODULE);
    if (module === undefined) {
      throw new Error(`opa build wrote no ${MODULE}`);
    }
    return module;
  });
}

async function metered(module: Uint8Array): Promise<Uint8Array> {
  try {
    return await meterModuleInSlices(module);
  } catch (cause) {
    if (cause instanceof PolicyLoadError) {
      const { message } = cause;
      throw new PolicyBuildError([{ code: 'policy.build.compile', file: '', line: 0, message }]);
    }
    throw cause;
  }
}

function bundleManifest(contract: BundleContract): BundleManifest {
  const entries = entriesOf(contract);
  return {
    formatVersion: BUNDLE_FORMAT_VERSION,
    packages: askedPackages(contract).map(({ name, annotations, guards, members }, index) => ({
      name,
      entrypoint: entries[index]?.entrypoint ?? '',
      resourceTypes: annotations.resourceTypes,
      actions: annotations.actions,
      guards,
      hasObligations: members.includes('obligations'),
    })),
    warnings: sortProblems(contract.warnings),
  };
}

function refuseIfAny(problems: readonly BuildProblem[]): void {
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
}
