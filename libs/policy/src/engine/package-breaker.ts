/** When a package that runs out of fuel again and again is not run any more. */
export interface BreakerSettings {
  /** Evaluations that must run out of fuel, one after the other or within a second. */
  readonly afterTraps: number;
  /** How long it is not run then, ms; after that one more evaluation that runs out is enough. */
  readonly openMs: number;
}

/** Traps that lie back this long are forgiven by an evaluation that passes, ms. */
const FORGIVEN_AFTER_MS = 1000;

/**
 * Counts how often a package ran out of fuel. Traps of which others passed in between count on for a second, so that
 * a batch of questions, every other one harmless, does not get around it.
 */
export class PackageBreaker {
  readonly #settings: BreakerSettings;
  readonly #now: () => number;
  #traps = 0;
  #lastTrapAt = 0;

  /** `now` is a monotonic clock, ms. */
  constructor(settings: BreakerSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Whether the package may not be run now. */
  get isOpen(): boolean {
    return (
      this.#traps >= this.#settings.afterTraps &&
      this.#now() - this.#lastTrapAt < this.#settings.openMs
    );
  }

  /** An evaluation ended with what the policy says. True when the package had been stopped before. */
  passed(): boolean {
    if (this.#traps === 0 || this.#now() - this.#lastTrapAt < FORGIVEN_AFTER_MS) {
      return false;
    }
    const wasStopped = this.#traps >= this.#settings.afterTraps;
    this.#traps = 0;
    return wasStopped;
  }

  /** An evaluation ran out of fuel. True when the package is stopped by that. */
  trapped(): boolean {
    this.#traps++;
    this.#lastTrapAt = this.#now();
    return this.#traps >= this.#settings.afterTraps;
  }
}
