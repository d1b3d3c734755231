import type { FastifyRequest } from 'fastify';
import type { RequestTracer, TracedDecision } from './request-tracer.js';

/** From when to when, in readings of `performance.now()`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Traces what is answered; nothing when there is no tracer. */
export class Tracing {
  /** Decisions of requests that are not answered yet. */
  private readonly decided = new WeakMap<FastifyRequest, TracedDecision>();

  constructor(private readonly tracer: RequestTracer | null) {}

  get isOn(): boolean {
    return this.tracer !== null;
  }

  /** What a request that is about to be answered has asked. */
  decision(request: FastifyRequest, decision: TracedDecision): void {
    this.decided.set(request, decision);
  }

  /** A request is answered. */
  answered(request: FastifyRequest, status: number, stretch: Stretch): void {
    const { method, routeOptions, headers } = request;
    const decision = this.decided.get(request) ?? null;
    this.tracer?.answered({
      method,
      route: routeOptions.url,
      headers,
      status,
      decision,
      ...stretch,
    });
  }
}
