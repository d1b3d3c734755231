import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Requests that wait for their answer, in the order of their deadlines: all have the same time. One timer looks
 * after all of them, so that a request which is answered at once costs none.
 */
export class WaitingRequests {
  /** In the order of their coming. */
  private readonly waiting = new Map<FastifyRequest, FastifyReply>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly max: number,
    private readonly answerLate: (request: FastifyRequest, reply: FastifyReply) => void,
  ) {}

  get size(): number {
    return this.waiting.size;
  }

  /** Whether as many wait as may. */
  isFull(): boolean {
    if (this.waiting.size >= this.max) {
      this.dropAnswered();
    }
    return this.waiting.size >= this.max;
  }

  add(request: FastifyRequest, reply: FastifyReply): void {
    this.waiting.set(request, reply);
    this.timer ??= this.wakeAt(request.deadline);
  }

  remove(request: FastifyRequest): void {
    this.waiting.delete(request);
  }

  close(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.waiting.clear();
  }

  /** Those that were refused before anybody could remove them. */
  private dropAnswered(): void {
    for (const [request, reply] of this.waiting) {
      if (reply.sent) {
        this.waiting.delete(request);
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
    for (const [request, reply] of this.waiting) {
      if (request.deadline > now) {
        this.timer = this.wakeAt(request.deadline);
        return;
      }
      this.waiting.delete(request);
      if (!reply.sent) {
        this.answerLate(request, reply);
      }
    }
  }
}
