/** Settings that an answer depends on: under others the same question may be answered otherwise. */
export interface DecidingLimits {
  /** Most grants in a chain. */
  readonly maxChainLength: number;
  /** Work that the policies may take for one decision. */
  readonly fuel: number;
}

/** Those of an entry of the decision log that names none; as fixed as the version of the entry. */
export const USUAL_LIMITS: DecidingLimits = { maxChainLength: 16, fuel: 2_000_000 };
