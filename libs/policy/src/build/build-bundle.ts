import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpaBinary } from '../toolchain/index.js';
import { checkBundle, type BundleContract } from './bundle-contract.js';
import type { BundleSource, SourceFile } from './bundle-source.js';
import {
  BUNDLE_FORMAT_VERSION,
  type BundleManifest,
  type CompiledBundle,
} from './compiled-bundle.js';
import { entryModule, type EntryModule } from './entry-module.js';
import { OpaCommands, STAGED_FOLDERS } from './opa-commands.js';
import { PolicyBuildError, sortProblems, type BuildProblem } from './policy-build-error.js';
import type { ParsedFile } from './rego-ast.js';
import { withStagingFolder, type StagedFile } from './staging-folder.js';
import { fileFromTarGz } from './tar-file.js';

const { sources: SOURCES, tests: TESTS } = STAGED_FOLDERS;
const CAPABILITIES = 'capabilities.json';
const ARCHIVE = 'bundle.tar.gz';
const MODULE = '/policy.wasm';
/** Parses that run side by side. */
const PARALLEL_PARSES = 4;

/**
 * Checks a bundle's sources and compiles them to one WASM module with one entrypoint per package.
 * Files written meanwhile are in a private temporary folder, and removed.
 * @throws PolicyBuildError with every problem the failing step found; the tool chain's errors
 */
export async function buildBundle(source: BundleSource, opa: OpaBinary): Promise<CompiledBundle> {
  const contract = await withStagingFolder(
    source.files.map((file) => staged(file)),
    async (folder) => await checkSource(source, opa, folder),
  );
  const asked = contract.packages.filter(({ annotations }) => !annotations.isLibrary);
  if (asked.length === 0) {
    const message = 'All packages are libraries; there is nothing to ask';
    throw new PolicyBuildError([{ code: 'policy.build.empty', file: '', line: 0, message }]);
  }
  const entries = asked.map(({ name, members }, index) => entryModule(index, name, members));
  return {
    digest: source.digest,
    opaVersion: opa.version,
    wasm: await compile(source, entries, opa),
    manifest: bundleManifest({ ...contract, packages: asked }, entries),
  };
}

function staged(file: SourceFile): StagedFile {
  return { path: `${file.isTest ? TESTS : SOURCES}/${file.path}`, content: file.content };
}

/** First what OPA finds wrong, under the capabilities of our runtime; only then the contract. */
async function checkSource(
  source: BundleSource,
  opa: OpaBinary,
  folder: string,
): Promise<BundleContract> {
  const commands = new OpaCommands(opa, folder);
  await writeFile(join(folder, CAPABILITIES), await commands.restrictedCapabilities());
  const folders = new Set(source.files.map(({ isTest }) => (isTest ? TESTS : SOURCES)));
  refuseIfAny(await commands.check(CAPABILITIES, [...folders]));
  return checkBundle(await parseAll(source.files, commands));
}

async function parseAll(
  files: readonly SourceFile[],
  commands: OpaCommands,
): Promise<readonly ParsedFile[]> {
  const parsed: ParsedFile[] = [];
  for (let start = 0; start < files.length; start += PARALLEL_PARSES) {
    const some = files.slice(start, start + PARALLEL_PARSES).map(async (file) => ({
      path: file.path,
      isTest: file.isTest,
      module: await commands.parse(staged(file).path),
    }));
    parsed.push(...(await Promise.all(some)));
  }
  return parsed;
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

function bundleManifest(contract: BundleContract, entries: readonly EntryModule[]): BundleManifest {
  return {
    formatVersion: BUNDLE_FORMAT_VERSION,
    packages: contract.packages.map(({ name, annotations, guards, members }, index) => ({
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
