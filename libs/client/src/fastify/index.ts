import type { FastifyReply, FastifyRequest } from 'fastify';
import { keepDecision } from '../enforcement/decisions-of-requests.js';
import { enforce } from '../enforcement/enforce.js';
import type { EnforcementOptions, MapQuestion } from '../enforcement/enforce.js';
import { toRefusal } from '../enforcement/refusal.js';
import type { LegateClient } from '../legate-client.js';

export { decisionOf } from '../enforcement/decisions-of-requests.js';
export type { EnforcementOptions, MapQuestion } from '../enforcement/enforce.js';

/**
 * A `preHandler` that lets a request through when Legate permits it: 403 when it denies, 503 when there is no
 * decision.
 */
export function authorizeHook<R extends FastifyRequest = FastifyRequest>(
  client: Pick<LegateClient, 'evaluate'>,
  map: MapQuestion<R>,
  options: EnforcementOptions<R> = {},
): (request: R, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const outcome = await enforce(client, request, map, options);
    if (outcome.kind === 'allowed') {
      keepDecision(request, outcome.result);
      return undefined;
    }
    if (outcome.kind === 'undecided') {
      request.log.error({ err: outcome.cause }, 'no decision');
    }
    const { status, problem } = toRefusal(outcome);
    return await reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
