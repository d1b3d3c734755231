import type { BuildProblem } from '@legate/policy';
import type { PendingActivation } from './gate/activation-gate.js';

/** `shadow` is a bundle that is evaluated beside the active one. */
export const BUNDLE_STATES = ['received', 'rejected', 'shadow', 'active', 'superseded'] as const;
export type BundleState = (typeof BUNDLE_STATES)[number];

/** What the checks of a push have shown. */
export interface BundleReport {
  /** Tests that were run. */
  readonly tests: number;
  /** Lines that they reach, percent; null without tests. */
  readonly coverage: number | null;
  /** What its author should look at. */
  readonly warnings: readonly BuildProblem[];
  /** Why it was rejected; empty for all others. */
  readonly errors: readonly BuildProblem[];
}

/** What the signature of a bundle says; the key has been found and the signature holds. */
export interface BundleSignature {
  readonly keyId: string;
  readonly algorithm: string;
  readonly issuer: string | null;
  /** Seconds since the epoch, as its signer says. */
  readonly issuedAt: number | null;
}

/** A pushed policy bundle as the admin API shows it. */
export interface Bundle {
  readonly id: string;
  /** What its author calls it. */
  readonly bundleRevision: string;
  /** SHA-256 over all files pushed, hex. */
  readonly digest: string;
  /** SHA-256 over what was compiled, hex: what decisions name. Null for a rejected one. */
  readonly policyDigest: string | null;
  readonly state: BundleState;
  readonly report: BundleReport;
  readonly signature: BundleSignature | null;
  /** Id of the caller that pushed it. */
  readonly author: string;
  readonly createdAt: string;
  /** An activation of it that the gate did not let pass, while a second caller may confirm it. */
  readonly pending: PendingActivation | null;
  /** Data revision of the last write that changed its state; 0 for a rejected one. */
  readonly revision: number;
}
