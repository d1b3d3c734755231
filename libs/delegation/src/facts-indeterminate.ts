/** The facts may not be decided on; the decision is a deny with the reason. */
export class FactsIndeterminate extends Error {
  constructor(
    readonly reason: 'indeterminate.stale' | 'indeterminate.clock' | 'indeterminate.deadline',
  ) {
    super(reason);
    this.name = 'FactsIndeterminate';
  }
}
