/** Bounds of a search; a setting each. */
export class SearchLimits {
  /** Most results of one page. */
  readonly maxResults: number;
  /** How long a page token can be used. */
  readonly tokenLifetimeMs: number;

  constructor(limits: { readonly maxResults: number; readonly tokenLifetimeMs: number }) {
    this.maxResults = limits.maxResults;
    this.tokenLifetimeMs = limits.tokenLifetimeMs;
  }
}
