/** How bundles are fetched from remotes. The application provides it. */
export class RemoteSettings {
  /** Hosts that may have internal addresses. */
  readonly internalHosts: readonly string[];
  /** Hosts that may be asked over plain HTTP. Insecure. */
  readonly httpHosts: readonly string[];
  /** PEM file of certificates to believe beside the usual ones; null for none. */
  readonly caFile: string | null;
  /** Seals what sources are asked with, and secrets of webhooks: 32 bytes; null for a key kept in the database. */
  readonly secretsKey: Buffer | null;
  /** PATH, to find `git` in. */
  readonly searchPath: string;
  /** How often it is looked which remotes are due, ms. */
  readonly tickMs: number;
  /** Longest time of one fetch, ms. */
  readonly timeoutMs: number;
  /** How long a remote is a process's own without being renewed, ms. */
  readonly leaseMs: number;

  constructor(settings: Partial<RemoteSettings> = {}) {
    this.internalHosts = settings.internalHosts ?? [];
    this.httpHosts = settings.httpHosts ?? [];
    this.caFile = settings.caFile ?? null;
    this.secretsKey = settings.secretsKey ?? null;
    this.searchPath = settings.searchPath ?? '/usr/local/bin:/usr/bin:/bin';
    this.tickMs = settings.tickMs ?? 2000;
    this.timeoutMs = settings.timeoutMs ?? 60_000;
    this.leaseMs = settings.leaseMs ?? 60_000;
  }
}
