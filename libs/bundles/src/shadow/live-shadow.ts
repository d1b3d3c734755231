import { DifferenceTally, judgeBy } from '@legate/decision';
import type { Decided, Judge, PolicyEvaluator } from '@legate/decision';
import type { Findings } from './shadow-runs.js';
import type { ShadowRun } from './shadow.js';

/** An evaluation that takes longer is slow, ms: another bound has failed then. */
const SLOW_MS = 50;
/** So many in a row that are slow halt the candidate. One alone may be the machine. */
const MAX_SLOW = 3;

export interface LiveShadowParts {
  readonly judge: Judge;
  readonly engine: PolicyEvaluator;
  /** Most decisions that wait. */
  readonly maxWaiting: number;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** From 0 up to 1; which decisions are compared. */
  readonly chance: () => number;
}

/** One candidate at work in this process. */
export class LiveShadow {
  private waiting: Decided[] = [];
  private next = 0;
  private tally = new DifferenceTally();
  private dropped = 0;
  private slow = 0;
  private halted: string | null = null;

  constructor(
    readonly run: ShadowRun,
    private readonly parts: LiveShadowParts,
  ) {}

  /** Takes a decision in, to be compared later. Called on the path of decisions. @returns whether something waits now */
  note(decided: Decided): boolean {
    if (this.halted !== null || decided.facts.revision < this.run.revision || !this.isSampled()) {
      return false;
    }
    if (this.waiting.length - this.next >= this.parts.maxWaiting) {
      this.dropped += 1;
      return false;
    }
    this.waiting.push(decided);
    return true;
  }

  /** Compares one. @returns false when none waits */
  step(): boolean {
    const decided = this.waiting[this.next];
    if (decided === undefined) {
      return false;
    }
    this.next += 1;
    if (this.next === this.waiting.length || this.next >= this.parts.maxWaiting) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
    this.compare(decided);
    return true;
  }

  /** What was found since it was last taken; null when nothing was. */
  take(): Findings | null {
    const { tally, dropped, halted, run } = this;
    if (tally.isEmpty && dropped === 0 && halted === null) {
      return null;
    }
    this.tally = new DifferenceTally();
    this.dropped = 0;
    return { run: run.run, report: tally.report(), dropped, halted };
  }

  /** Takes back what could not be told. */
  giveBack({ report, dropped }: Findings): void {
    this.tally.merge(report);
    this.dropped += dropped;
  }

  private isSampled(): boolean {
    const { sampleRate } = this.run;
    return sampleRate >= 1 || this.parts.chance() < sampleRate;
  }

  private compare({ request, facts, decision }: Decided): void {
    const { judge, engine, now } = this.parts;
    const began = now();
    const after = judgeBy(judge, { request, facts }, engine);
    this.slow = now() - began > SLOW_MS ? this.slow + 1 : 0;
    this.tally.add({ request, facts, before: decision, after });
    if (this.slow >= MAX_SLOW) {
      this.halted = 'slow';
      this.dropped += this.waiting.length - this.next;
      this.waiting = [];
      this.next = 0;
    }
  }
}
