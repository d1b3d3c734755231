import { setImmediate as turn } from 'node:timers/promises';

/** How long one question of many may keep all others of the process waiting, ms. */
const SLICE_MS = 5;

/** Lets other requests go on when work that is done piece by piece has taken its time. */
export class TurnTaking {
  #since = performance.now();

  /** Undefined when it is not time yet, so that nothing has to be awaited. */
  pause(): Promise<void> | undefined {
    return performance.now() - this.#since < SLICE_MS ? undefined : this.#pause();
  }

  async #pause(): Promise<void> {
    await turn();
    this.#since = performance.now();
  }
}
