import { clientError } from './errors.js';
import type { LegateError } from './errors.js';

/** The time that a call has, and the abort signal of who made it. To be released when the call is over. */
export class TimeBound {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly endsAt: number;
  private readonly over: Promise<never>;
  private failure: LegateError | null = null;
  private rejectOver: (failure: LegateError) => void = () => undefined;

  constructor(
    timeoutMs: number,
    private readonly requestId: string,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.endsAt = performance.now() + timeoutMs;
    this.over = new Promise<never>((_, reject) => {
      this.rejectOver = reject;
    });
    this.over.catch(() => undefined);
    this.timer = setTimeout(() => {
      this.end(
        clientError('client.timeout', `no answer within ${timeoutMs} ms`, {
          requestId,
          isTransient: true,
        }),
      );
    }, timeoutMs);
    if (outer?.aborted === true) {
      this.abort();
    }
    outer?.addEventListener('abort', this.abort);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What ended the call; null while it may go on. */
  get ended(): LegateError | null {
    return this.failure;
  }

  leftMs(): number {
    return this.endsAt - performance.now();
  }

  /** Waits for work no longer than the bound, also for work that does not heed the signal. */
  async hold<T>(work: Promise<T>): Promise<T> {
    return await Promise.race([this.over, work]);
  }

  async sleep(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    try {
      await this.hold(slept);
    } finally {
      clearTimeout(timer);
    }
  }

  release(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => {
    const { requestId } = this;
    this.end(clientError('client.aborted', 'the call was given up', { requestId }));
  };

  private end(failure: LegateError): void {
    this.failure ??= failure;
    this.rejectOver(this.failure);
    this.controller.abort(this.failure);
  }
}
