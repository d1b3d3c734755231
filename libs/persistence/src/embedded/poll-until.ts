import { setTimeout as delay } from 'node:timers/promises';

/** How often to look, and for how long at most. @internal */
export interface PollBounds {
  everyMs: number;
  boundMs: number;
}

/**
 * Looks again and again until `probe` answers something other than `undefined`, and answers that;
 * `undefined` when `boundMs` have passed. Looks at least once. @internal
 */
export async function pollUntil<T>(
  probe: () => Promise<T | undefined>,
  { everyMs, boundMs }: PollBounds,
): Promise<T | undefined> {
  const end = performance.now() + boundMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined || performance.now() >= end) {
      return found;
    }
    await delay(everyMs);
  }
}
