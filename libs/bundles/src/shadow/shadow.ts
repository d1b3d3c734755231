import type { DifferenceReport } from '@legate/decision';

/** `halted`: it took so long that no process goes on with it, though it was not stopped. */
export const SHADOW_STATES = ['running', 'halted', 'stopped'] as const;
export type ShadowState = (typeof SHADOW_STATES)[number];

/** One candidate beside one active bundle. */
export interface ShadowRun {
  readonly run: string;
  readonly tenant: string;
  readonly bundle: string;
  /** Share of decisions that are compared, above 0 and up to 1. */
  readonly sampleRate: number;
  /** Data revision from which on decisions count. */
  readonly revision: number;
}

/** A bundle that is, or was, evaluated beside the active one, and what has come of it in all processes. */
export interface Shadow extends DifferenceReport {
  readonly bundle: string;
  readonly state: ShadowState;
  readonly sampleRate: number;
  /** Id of the bundle that it is compared with; null for the starter policy. */
  readonly baseline: string | null;
  /** Id of the caller that started it. */
  readonly startedBy: string;
  /** RFC 3339; since when it is compared with that baseline. */
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  /** Decisions that were left out because too many waited. */
  readonly dropped: number;
  /** Data revision of the write that has started it, changed its baseline, or stopped it. */
  readonly revision: number;
}
