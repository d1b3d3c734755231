import type { DecisionRequest, Facts } from '@legate/core';

/** Where decisions get their facts from. */
export abstract class FactsSource {
  /**
   * The facts from memory, or null when they are not all there or the revision demanded is not, so that `load` has to
   * wait for something.
   *
   * @throws FactsIndeterminate when memory is not fresh enough
   */
  abstract recall(request: DecisionRequest): Facts | null;

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
