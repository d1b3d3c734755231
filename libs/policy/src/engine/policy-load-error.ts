import { StartupError } from '@legate/core';

/** Why a bundle cannot be run. */
export type PolicyLoadCode =
  | 'policy.load.manifest'
  | 'policy.load.module'
  | 'policy.load.abi'
  | 'policy.load.builtin'
  | 'policy.load.entrypoint'
  | 'policy.load.data'
  | 'policy.load.metering';

/** A compiled bundle that this runtime refuses; nothing of it is in use. */
export class PolicyLoadError extends StartupError {
  constructor(code: PolicyLoadCode, message: string, cause?: unknown) {
    super(code, message, { cause });
  }
}
