export { isBundleFile, readPolicyTree, type PolicyTree } from './archive/policy-tree.js';
export { isBelow } from './archive/archive-manifest.js';
export { readPushedBundle, SIGNATURES_FILE, type PushedBundle } from './archive/pushed-bundle.js';
export { ARCHIVE_LIMITS, type ArchiveFile } from './archive/read-archive.js';
export { writeArchive } from './archive/write-archive.js';
export {
  buildBundle,
  checkBundleSource,
  compileBundle,
  compileModule,
  type CheckedSource,
  type SourceDemands,
  DEFAULT_MAX_EVALUATION_MS,
} from './build/build-bundle.js';
export { DEFAULT_MAX_DATA_BYTES, type BaseData } from './build/base-data.js';
export type { BundleContract } from './build/bundle-contract.js';
export { BundleCache } from './build/bundle-cache.js';
export { readBundleSource, type BundleSource, type SourceFile } from './build/bundle-source.js';
export {
  BUNDLE_FORMAT_VERSION,
  type BundleManifest,
  type CompiledBundle,
  type PackageManifest,
} from './build/compiled-bundle.js';
export { loadBuilt } from './build/load-built.js';
export { loadOrBuild } from './build/load-or-build.js';
export type { PackageContract } from './build/package-contract.js';
export {
  PolicyBuildError,
  type BuildProblem,
  type BuildProblemCode,
} from './build/policy-build-error.js';
export type { TestRun } from './build/test-report.js';
export type { KnownNames } from './build/unknown-names.js';
export type { BreakerSettings } from './engine/package-breaker.js';
export { PackageDispatch, type PackageScope } from './engine/package-dispatch.js';
export { PolicyEngine } from './engine/policy-engine.js';
export type { PolicyEngineOptions } from './engine/policy-engine-options.js';
export { PolicyEventCounts, type PackageOf, type PolicyEvents } from './engine/policy-events.js';
export { PolicyLoadError, type PolicyLoadCode } from './engine/policy-load-error.js';
export { PolicyRuntime, type PolicyLimits } from './engine/policy-runtime.js';
export { PROVIDED_BUILTINS } from './engine/provided-builtins.js';
export { meterModule } from './metering/meter-module.js';

export {
  defaultCacheDir,
  locateOpa,
  networkBarrier,
  OpaUnavailableError,
  runOpa,
  type LocateOpaOptions,
  type OpaBinary,
  type OpaResult,
} from './toolchain/index.js';
