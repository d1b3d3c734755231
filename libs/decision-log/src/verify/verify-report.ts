import type { CheckpointChecker, LastCheckpoint } from './checkpoint-checker.js';
import type { Finding, Findings } from './finding.js';

/** Entries of one writer that follow each other. */
export interface EntryRange {
  readonly writer: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What verifying has found. */
export interface VerifyReport {
  /** Whether nothing is wrong. What is not covered is not wrong. */
  readonly ok: boolean;
  /** Entries that were read. */
  readonly checked: number;
  readonly writers: number;
  /** How much is wrong; `findings` has the first of it. */
  readonly bad: number;
  /** The first that names an entry, else the first. */
  readonly firstBad: Finding | null;
  readonly findings: readonly Finding[];
  readonly checkpoints: {
    readonly checked: number;
    readonly last: LastCheckpoint | null;
    /** The last one outside; null when none from outside were at hand. */
    readonly outside: LastCheckpoint | null;
  };
  /** Behind the last checkpoint, from outside where there are any: a change of these would not show. */
  readonly uncovered: { readonly entries: number; readonly ranges: readonly EntryRange[] };
  /** Known by manifests only: their files are to be verified by themselves. */
  readonly exported: { readonly entries: number };
  /** Named by a checkpoint a moment ago, and not shipped yet. */
  readonly waiting: readonly EntryRange[];
  /** Where to go on; null when all of it was read. */
  readonly nextCursor: string | null;
}

/** Ranges that are told, at most. */
const MOST_RANGES = 100;

/** Gathers what a report says. */
export class ReportTally {
  checked = 0;
  writers = 0;
  exported = 0;
  nextCursor: string | null = null;
  private uncovered = 0;
  private readonly ranges: EntryRange[] = [];
  private readonly waiting: EntryRange[] = [];

  constructor(
    private readonly findings: Findings,
    private readonly checkpoints: CheckpointChecker,
  ) {}

  addUncovered(range: EntryRange): void {
    this.uncovered += range.toSeq - range.fromSeq + 1;
    if (this.ranges.length < MOST_RANGES) {
      this.ranges.push(range);
    }
  }

  addWaiting(range: EntryRange): void {
    if (this.waiting.length < MOST_RANGES) {
      this.waiting.push(range);
    }
  }

  toReport(): VerifyReport {
    const { findings, checkpoints, checked, writers } = this;
    const { list, count: bad } = findings;
    return {
      ...{ ok: bad === 0, checked, writers, bad },
      firstBad: list.find(({ seq }) => seq !== null) ?? list[0] ?? null,
      findings: list,
      checkpoints: {
        checked: checkpoints.checked,
        last: checkpoints.last('table'),
        outside: checkpoints.last('outside'),
      },
      uncovered: { entries: this.uncovered, ranges: this.ranges },
      exported: { entries: this.exported },
      waiting: this.waiting,
      nextCursor: this.nextCursor,
    };
  }
}
