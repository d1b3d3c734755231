import type { ErrorCode } from '@legate/core';
import { TimeHistogram } from '@legate/platform';
import type { WatchErrors } from '@legate/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HOT_PATH } from '../http/hot-path.js';
import type { Tracing } from '../tracing/tracing.js';

/** Requests of one route that were answered alike. */
export interface AnsweredRequests {
  readonly handler: string;
  readonly method: string;
  readonly code: string;
  readonly times: TimeHistogram;
}

/** Counts requests by route and status, and error answers by code. */
export class HttpTally {
  /** Requests that wait for the database. */
  waiting: { readonly size: number } = new Set();
  private readonly requests = new Map<string, AnsweredRequests>();
  private readonly errors = new Map<ErrorCode, number>();

  /** @param requestDeadlineMs how long before its deadline a request was received */
  constructor(private readonly requestDeadlineMs: number) {}

  /** The times of all answers of one kind. `url` is that of the route; undefined where there is none. */
  timesOf(method: string, url: string | undefined, status: number): TimeHistogram {
    const key = `${status} ${method} ${url}`;
    const known = this.requests.get(key) ?? {
      handler: handlerOf(url),
      method,
      code: String(status),
      times: new TimeHistogram(),
    };
    this.requests.set(key, known);
    return known.times;
  }

  /** How long ago a request was received, in µs. */
  age({ deadline }: FastifyRequest, now: number): number {
    // What could not even be routed has none.
    return deadline === 0 ? 0 : (now - deadline + this.requestDeadlineMs) * 1000;
  }

  /** An error is answered. */
  refused(code: ErrorCode): void {
    this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }

  get answered(): Iterable<AnsweredRequests> {
    return this.requests.values();
  }

  get refusals(): Iterable<readonly [ErrorCode, number]> {
    return this.errors;
  }
}

/** Counts errors; those of the hot path are nowhere else seen to be answered. */
export function countErrors(tally: HttpTally, tracing: Tracing): WatchErrors {
  return (code, status, request) => {
    tally.refused(code);
    const { method, routeOptions } = request;
    if (routeOptions.url === HOT_PATH) {
      const to = performance.now();
      const age = tally.age(request, to);
      tally.timesOf(method, HOT_PATH, status).observe(age);
      tracing.answered(request, status, { from: to - age / 1000, to });
    }
  };
}

/** Counts every answer of a context. */
export function countAnswers(fastify: FastifyInstance, tally: HttpTally, tracing: Tracing): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const { statusCode, elapsedTime } = reply;
    tally.timesOf(method, routeOptions.url, statusCode).observe(elapsedTime * 1000);
    if (tracing.isOn) {
      const to = performance.now();
      tracing.answered(request, statusCode, { from: to - elapsedTime, to });
    }
    done();
  });
}

/** As OPA calls its handlers: `v1/data` stands for all paths below it. */
function handlerOf(url: string | undefined): string {
  return url === undefined ? 'catchall' : url.replace(/^\//, '').replace(/\/\*$/, '');
}
