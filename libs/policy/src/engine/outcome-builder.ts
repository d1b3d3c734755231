import { canonicalJson } from '@legate/core';
import type { Obligation, PolicyFailure, PolicyOutcome } from '@legate/core';
import { isRefused, type PackageResult, type RefusedResult } from './package-result.js';

/** Gathers the results of the packages that apply. */
export class OutcomeBuilder {
  #permits: readonly string[] = [];
  readonly #unprovenGuards: string[] = [];
  readonly #obligations: Obligation[] = [];
  readonly #advice: Obligation[] = [];
  readonly #failures: PolicyFailure[] = [];

  add(
    from: { readonly name: string; readonly guards: readonly string[] },
    result: PackageResult | RefusedResult,
  ): void {
    if (isRefused(result)) {
      this.#failures.push({ package: from.name, ...result });
      this.#unprovenGuards.push(...from.guards);
      return;
    }
    this.#permits =
      this.#permits.length === 0 ? result.permits : [...this.#permits, ...result.permits];
    for (const guard of from.guards) {
      if (!result.provenGuards.includes(guard)) {
        this.#unprovenGuards.push(guard);
      }
    }
    this.#obligations.push(...result.obligations);
    this.#advice.push(...result.advice);
  }

  build(): PolicyOutcome {
    const outcome: PolicyOutcome = {
      permits: sortedOnce(this.#permits),
      unprovenGuards: sortedOnce(this.#unprovenGuards),
      obligations: distinct(this.#obligations),
      failures: this.#failures,
    };
    return this.#advice.length === 0 ? outcome : { ...outcome, advice: distinct(this.#advice) };
  }
}

function sortedOnce(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)].sort();
}

function distinct(obligations: readonly Obligation[]): readonly Obligation[] {
  return obligations.length < 2
    ? obligations
    : [...new Map(obligations.map((each) => [canonicalJson(each), each])).values()];
}
