import type { PolicyFailure } from '@legate/core';
import type { LogEvent, OperationalLog } from '@legate/platform';
import type { CompiledBundle } from '../build/compiled-bundle.js';
import type { PolicyEngineOptions } from './policy-engine-options.js';
import { PolicyEngine } from './policy-engine.js';
import { PolicyEventCounts, type PackageOf, type PolicyEvents } from './policy-events.js';

/** The log tells of the traps of a package at most this often, ms. */
const TOLD_EVERY_MS = 1000;

/** What policies of a process may take. */
export type PolicyLimits = Pick<PolicyEngineOptions, 'fuel' | 'breaker' | 'rememberedOutcomes'>;

/** Loads policies, all under the same limits, and tells in the log and in counts when they are reached. */
export class PolicyRuntime {
  /** Over all bundles of the process, since it began. */
  readonly counts = new PolicyEventCounts();
  readonly #limits: PolicyLimits;
  readonly #log: OperationalLog | null;

  constructor(limits: PolicyLimits = {}, log: OperationalLog | null = null) {
    this.#limits = limits;
    this.#log = log;
  }

  /** Makes a bundle of a tenant ready to decide, `revision` as its author calls it. @throws PolicyLoadError */
  async load(
    bundle: CompiledBundle,
    { tenant, revision = null }: { readonly tenant: string; readonly revision?: string | null },
  ): Promise<PolicyEngine> {
    const events = this.#events({ tenant });
    return await PolicyEngine.load(bundle, { ...this.#limits, revision, events });
  }

  /**
   * Makes a bundle ready to be asked again what it has decided, with the fuel it had then. Its packages are never
   * stopped, and nobody is told of what they do: none of it happens now. @throws PolicyLoadError
   */
  async loadForReplay(bundle: CompiledBundle, fuel?: number): Promise<PolicyEngine> {
    const own = fuel === undefined ? {} : { fuel };
    return await PolicyEngine.load(bundle, { ...this.#limits, ...own, breaker: null });
  }

  /**
   * Makes a bundle that is part of the service ready to decide. Its packages are never stopped: nobody may be able to
   * lock the administrators out. @throws PolicyLoadError
   */
  async loadBuiltIn(bundle: CompiledBundle): Promise<PolicyEngine> {
    const events = this.#events({ tenant: null });
    return await PolicyEngine.load(bundle, { ...this.#limits, breaker: null, events });
  }

  #events(owner: { readonly tenant: string | null }): PolicyEvents {
    const { counts } = this;
    const log = this.#log;
    const isTold = oncePerSecond();
    return {
      instanceMade: () => {
        counts.instanceMade();
      },
      trapped: (of, failure) => {
        counts.trapped(of, failure);
        if (log !== null && isTold(of.package)) {
          log.warn(trapEvent({ ...owner, ...of }, failure));
        }
      },
      stopped: (of, forMs) => {
        counts.stopped();
        log?.error({ event: 'policy.stopped', ...owner, ...of, forMs });
      },
      resumed: (of) => {
        counts.resumed();
        log?.info({ event: 'policy.resumed', ...owner, ...of });
      },
    };
  }
}

/** Callers can make a policy trap as often as they ask; the log is not to be filled by that. */
function oncePerSecond(): (name: string) => boolean {
  const told = new Map<string, number>();
  return (name) => {
    const now = performance.now();
    const isDue = now - (told.get(name) ?? -Infinity) >= TOLD_EVERY_MS;
    if (isDue) {
      told.set(name, now);
    }
    return isDue;
  };
}

function trapEvent(
  of: PackageOf & { readonly tenant: string | null },
  { reason, detail }: Pick<PolicyFailure, 'reason' | 'detail'>,
): LogEvent {
  const event = reason === 'indeterminate.deadline' ? 'policy.out_of_fuel' : 'policy.trapped';
  return { event, ...of, ...(event === 'policy.trapped' && { detail }) };
}
