export { defaultCacheDir, locateOpa, type LocateOpaOptions } from './locate-opa.js';
export type { OpaBinary, OpaSource, Target } from './opa-binary.js';
export { networkBarrier, type NetworkBarrier } from './network-barrier.js';
export { OpaUnavailableError, type FailedWay } from './opa-unavailable-error.js';
export { SUPPORTED_OPA } from './opa-version.js';
export type { PinnedRelease } from './pinned-release.js';
export { BoxLimitError, runOpaBoxed, runOpaOnEach, type Box } from './run-opa-boxed.js';
export { runOpa, type OpaResult, type RunOpaOptions } from './run-opa.js';
