/** When to do something; tests have their own. */
export interface Timing {
  /** Monotonic, ms. */
  now(): number;
  /** Calls once the loop has done what waits now, and not before so many ms. */
  later(work: () => void, ms: number): void;
}

export const LOOP_TIMING: Timing = {
  now: () => performance.now(),
  later: (work, ms) => {
    if (ms > 0) {
      setTimeout(work, Math.ceil(ms)).unref();
    } else {
      setImmediate(work).unref();
    }
  },
};

/** Longest that is worked on without letting others in, ms; one step may take longer. */
const SLICE_MS = 0.5;

/**
 * Does what nobody waits for: after what the event loop has to do now, in short slices, and never more than a share
 * of the time.
 */
export class SpareTime {
  private isDue = false;
  private notBefore = 0;
  private readonly pauseFactor: number;

  /**
   * @param step does one piece of work; false when there was none left
   * @param share of the time, above 0 and up to 1
   */
  constructor(
    private readonly step: () => boolean,
    share: number,
    private readonly timing: Timing = LOOP_TIMING,
  ) {
    this.pauseFactor = 1 / share - 1;
  }

  /** There is something to do. Costs nothing when that is known. */
  wake(): void {
    if (!this.isDue) {
      this.isDue = true;
      this.timing.later(this.run, this.notBefore - this.timing.now());
    }
  }

  private readonly run = (): void => {
    const began = this.timing.now();
    let now = began;
    let isLeft = true;
    while (isLeft && now - began < SLICE_MS) {
      isLeft = this.step();
      now = this.timing.now();
    }
    this.notBefore = now + (now - began) * this.pauseFactor;
    this.isDue = false;
    if (isLeft) {
      this.wake();
    }
  };
}
