/** Bounds of a batch; a setting each. */
export class BatchLimits {
  /** Most items of a batch. */
  readonly maxItems: number;

  constructor({ maxItems }: { readonly maxItems: number }) {
    this.maxItems = maxItems;
  }
}
