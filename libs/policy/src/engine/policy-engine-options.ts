import type { BreakerSettings } from './package-breaker.js';
import type { PolicyEvents } from './policy-events.js';

/** What a policy may take, and who is told when it wants more. */
export interface PolicyEngineOptions {
  /** The most memory an instance may take, in pages of 64 KiB; an evaluation that needs more fails. Default 512 (32 MiB). */
  readonly maxMemoryPages?: number;
  /** An instance that has grown beyond this is replaced, since memory never shrinks. Default 64 (4 MiB). */
  readonly recycleMemoryPages?: number;
  /** Units of work that one decision may take, over all packages that apply; see docs/policy-runtime.md. */
  readonly fuel?: number;
  /** Null: packages are run however often they have run out of fuel. */
  readonly breaker?: BreakerSettings | null;
  /** What the author of the bundle calls it. */
  readonly revision?: string | null;
  readonly events?: PolicyEvents;
  /** Outcomes that are remembered, where the bundle reads no clock. Default 0: none. */
  readonly rememberedOutcomes?: number;
  /** A monotonic clock, ms. */
  readonly now?: () => number;
}

/** About 5 ms on the machine of docs/performance.md. */
export const DEFAULT_FUEL = 2_000_000;
export const DEFAULT_BREAKER: BreakerSettings = { afterTraps: 5, openMs: 5000 };

const NEVER: BreakerSettings = { afterTraps: Infinity, openMs: 0 };
const NOBODY: PolicyEvents = {
  instanceMade: () => undefined,
  trapped: () => undefined,
  stopped: () => undefined,
  resumed: () => undefined,
};

/** The options with what stands for those that are left out. */
export function withDefaults(options: PolicyEngineOptions): Required<PolicyEngineOptions> & {
  readonly breaker: BreakerSettings;
} {
  return {
    maxMemoryPages: 512,
    recycleMemoryPages: 64,
    fuel: DEFAULT_FUEL,
    revision: null,
    rememberedOutcomes: 0,
    events: NOBODY,
    now: () => performance.now(),
    ...options,
    breaker: options.breaker === undefined ? DEFAULT_BREAKER : (options.breaker ?? NEVER),
  };
}
