const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Why the service stops: it was asked to, or a part it cannot be without is gone. */
export type StopReason =
  { readonly kind: 'asked' } | { readonly kind: 'lost'; readonly cause: Error };

/** The one place that says stop; all that waits listens to its signal. */
export class StopRequest {
  private readonly controller = new AbortController();
  private stopReason: StopReason | null = null;

  get reason(): StopReason | null {
    return this.stopReason;
  }

  /** A terminal and npm both send the signal, so further ones change nothing. */
  listenForSignals(): void {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        this.stop({ kind: 'asked' });
      });
    }
  }

  stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.controller.abort();
  }

  /** Throws once a stop is asked for; called between the steps of a start. */
  check(): void {
    this.controller.signal.throwIfAborted();
  }

  /** Resolves when a stop is asked for. */
  async wait(): Promise<void> {
    const { signal } = this.controller;
    if (!signal.aborted) {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          resolve();
        });
      });
    }
  }
}
