import { RateExceededError } from '@legate/core';
import type { FastifyInstance } from 'fastify';
import type { HttpLimits } from './http-limits.js';
import type { TokenBuckets } from './token-buckets.js';

/**
 * Refuses callers that ask more often than they may, before the body is read (API4:2023). To be added behind the
 * authentication. Without a bound nothing is added to the path of a request.
 */
export function limitRates(
  fastify: FastifyInstance,
  { rateLimit, rateBurst }: Pick<HttpLimits, 'rateLimit' | 'rateBurst'>,
  buckets: TokenBuckets,
): void {
  if (rateLimit === 0) {
    return;
  }
  const rate = { perSecond: rateLimit, burst: rateBurst };
  fastify.addHook('onRequest', ({ caller }, _reply, done) => {
    const waitMs = caller === null ? 0 : buckets.take(caller.id, rate, performance.now());
    done(waitMs === 0 ? undefined : rateExceeded(waitMs));
  });
}

function rateExceeded(waitMs: number): RateExceededError {
  return new RateExceededError('request.rate_limited', 'you ask more often than you may', {
    retryAfterS: Math.ceil(waitMs / 1000),
  });
}
