/** Bounds of the facts cache; a setting each. */
export class CacheSettings {
  /** Most entries per tenant; at the bound the tenant's cache begins anew. */
  readonly maxEntries: number;

  constructor({ maxEntries }: { readonly maxEntries: number }) {
    this.maxEntries = maxEntries;
  }
}
