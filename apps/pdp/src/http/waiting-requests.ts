import type { FastifyReply, FastifyRequest } from 'fastify';

interface Waiting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Requests that wait for their answer, in the order of their deadlines: all have the same time. One timer looks
 * after all of them, so that a request which is answered at once costs none.
 */
export class WaitingRequests {
  private readonly waiting = new Set<Waiting>();
  private readonly byRequest = new WeakMap<FastifyRequest, Waiting>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly max: number,
    private readonly answerLate: (request: FastifyRequest, reply: FastifyReply) => void,
  ) {}

  /** @returns false when as many as may are waiting */
  add(request: FastifyRequest, reply: FastifyReply): boolean {
    if (this.waiting.size >= this.max) {
      this.dropAnswered();
    }
    if (this.waiting.size >= this.max) {
      return false;
    }
    const entry = { request, reply };
    this.waiting.add(entry);
    this.byRequest.set(request, entry);
    this.timer ??= this.wakeAt(request.deadline);
    return true;
  }

  remove(request: FastifyRequest): void {
    const entry = this.byRequest.get(request);
    if (entry !== undefined) {
      this.waiting.delete(entry);
    }
  }

  close(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.waiting.clear();
  }

  /** Those that were refused before anybody could remove them. */
  private dropAnswered(): void {
    for (const entry of this.waiting) {
      if (entry.reply.sent) {
        this.waiting.delete(entry);
      }
    }
  }

  private wakeAt(deadline: number): NodeJS.Timeout {
    const timer = setTimeout(
      () => {
        this.answerExpired();
      },
      Math.ceil(deadline - performance.now()),
    );
    return timer.unref();
  }

  private answerExpired(): void {
    this.timer = null;
    const now = performance.now();
    for (const entry of this.waiting) {
      if (entry.request.deadline > now) {
        this.timer = this.wakeAt(entry.request.deadline);
        return;
      }
      this.waiting.delete(entry);
      if (!entry.reply.sent) {
        this.answerLate(entry.request, entry.reply);
      }
    }
  }
}
