import type { BuildProblem } from './policy-build-error.js';

/** Grows with every change of what the build makes or checks; part of each digest. */
export const BUNDLE_FORMAT_VERSION = 3;

/** One policy package that is asked. */
export interface PackageManifest {
  /** Without `data.`, for example `policy.records`. */
  readonly name: string;
  /** Name of its WASM entrypoint. */
  readonly entrypoint: string;
  /** Resource types it is for; `null` means all. Never holds an empty name. */
  readonly resourceTypes: readonly string[] | null;
  /** Actions it is for; `null` means all. Never holds an empty name. */
  readonly actions: readonly string[] | null;
  /** Guards it demands, sorted. */
  readonly guards: readonly string[];
  readonly hasObligations: boolean;
}

/** What the runtime must know of a module. */
export interface BundleManifest {
  readonly formatVersion: number;
  /** Sorted by name. */
  readonly packages: readonly PackageManifest[];
  /** What the author should look at; nothing here stops the bundle. */
  readonly warnings: readonly BuildProblem[];
  /** Whether what it says may hang on the time of asking; absent in those of an earlier Legate, which count as such. */
  readonly readsClock?: boolean;
  /** SHA-256, hex, of the base data that it must run with; absent for none. */
  readonly dataSha256?: string;
}

/** A policy bundle that has passed the build. */
export interface CompiledBundle {
  /** SHA-256, hex, of the builder's format version, all compiled sources and the base data. */
  readonly digest: string;
  /** Version of the OPA that compiled it. */
  readonly opaVersion: string;
  /** Metered; one of an earlier Legate may not be, and is metered when it is loaded. */
  readonly wasm: Uint8Array;
  readonly manifest: BundleManifest;
  /** Base data, one JSON object as text; there when the manifest has its hash. */
  readonly data?: Uint8Array | null;
}
