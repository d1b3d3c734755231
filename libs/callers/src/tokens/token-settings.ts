/** How keys of issuers are fetched. The application provides it. */
export class TokenSettings {
  /** Whether http is allowed, to loopback addresses only. Insecure. */
  readonly allowLoopbackHttp: boolean;
  /** Hosts that may have internal addresses. */
  readonly internalHosts: readonly string[];
  /** Certificates to believe beside the usual ones, PEM; null for none. */
  readonly authorities: string | null;
  /** After so long keys are fetched anew, ms. */
  readonly keysMaxAgeMs: number;
  /** After so long without a fetch that worked, keys are not believed any more, ms. */
  readonly keysMaxStaleMs: number;
  /** Least time between two fetches, ms: a token with an unknown key id asks for one. */
  readonly fetchPauseMs: number;

  constructor(settings: Partial<TokenSettings> = {}) {
    this.allowLoopbackHttp = settings.allowLoopbackHttp ?? false;
    this.internalHosts = settings.internalHosts ?? [];
    this.authorities = settings.authorities ?? null;
    this.keysMaxAgeMs = settings.keysMaxAgeMs ?? 10 * 60_000;
    this.keysMaxStaleMs = settings.keysMaxStaleMs ?? 60 * 60_000;
    this.fetchPauseMs = settings.fetchPauseMs ?? 30_000;
  }
}
