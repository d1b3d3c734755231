/** Bounds of a decision; a setting each. */
export class DecisionLimits {
  /** Most grants in a chain; a longer one is refused, never cut. */
  readonly maxChainLength: number;

  constructor({ maxChainLength }: { readonly maxChainLength: number }) {
    this.maxChainLength = maxChainLength;
  }
}
