/** One permitted decision that stood on grants. */
export interface Use {
  readonly tenant: string;
  /** Every grant of the chain. */
  readonly grants: readonly string[];
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
  /** The time of the decision, ms since the epoch. */
  readonly at: number;
}

/** Is told what grants are used for. */
export abstract class UseRecorder {
  /** Takes note, in memory. Never throws and never waits: a decision must not hang on it. */
  abstract note(use: Use): void;
}
