/** Where an OPA binary was found, or how it was made. */
export type OpaSource = 'setting' | 'path' | 'cache' | 'release' | 'debian';

/** An OPA binary that was asked for its version and may be run. */
export interface OpaBinary {
  /** Absolute path. */
  readonly path: string;
  /** As `opa version` prints it, for example `1.4.2`. */
  readonly version: string;
  readonly source: OpaSource;
}

/** The machine OPA shall run on, in Node's words (`linux`/`x64`). */
export interface Target {
  readonly platform: NodeJS.Platform;
  readonly arch: NodeJS.Architecture;
}

/** A binary that lies ready in a scratch folder, not yet in the cache. */
export interface StagedOpa {
  readonly path: string;
  readonly source: 'release' | 'debian';
}

/** The file name of OPA's program on `target`. */
export function opaFileName(target: Target): string {
  return target.platform === 'win32' ? 'opa.exe' : 'opa';
}
