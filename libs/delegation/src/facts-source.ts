import type { DecisionRequest, Facts } from '@legate/core';

/** Where decisions get their facts from. */
export abstract class FactsSource {
  /**
   * Loads all that the decision depends on, as of one revision and with one reading of the database's clock.
   *
   * @throws FactsIndeterminate when it is not fresh enough, UnavailableError when it cannot be loaded; the decision
   * is a deny then.
   */
  abstract load(request: DecisionRequest): Promise<Facts>;

  /**
   * The same for many requests of one tenant with one least revision, all as of one revision and one reading of the
   * clock.
   *
   * @throws the same
   */
  abstract loadAll(
    requests: readonly DecisionRequest[],
  ): Promise<ReadonlyMap<DecisionRequest, Facts>>;
}
