import type { IncomingMessage, ServerResponse } from 'node:http';
import { keepDecision } from '../enforcement/decisions-of-requests.js';
import { enforce } from '../enforcement/enforce.js';
import type { EnforcementOptions, MapQuestion } from '../enforcement/enforce.js';
import { toRefusal } from '../enforcement/refusal.js';
import type { LegateClient } from '../legate-client.js';

export { decisionOf } from '../enforcement/decisions-of-requests.js';
export type { EnforcementOptions, MapQuestion } from '../enforcement/enforce.js';

export interface ExpressOptions<R> extends EnforcementOptions<R> {
  /** Is told why there was no decision; the request is answered all the same. */
  readonly onUndecided?: (cause: unknown, request: R) => void;
}

/**
 * A middleware that lets a request through when Legate permits it: 403 when it denies, 503 when there is no
 * decision. Its types are Node's, so that it also fits connect and its kin.
 */
export function authorize<R extends IncomingMessage>(
  client: Pick<LegateClient, 'evaluate'>,
  map: MapQuestion<R>,
  options: ExpressOptions<R> = {},
): (request: R, response: ServerResponse, next: () => void) => void {
  return (request, response, next) => {
    void enforce(client, request, map, options).then((outcome) => {
      if (outcome.kind === 'allowed') {
        keepDecision(request, outcome.result);
        next();
        return;
      }
      const { status, problem } = toRefusal(outcome);
      response.statusCode = status;
      response.setHeader('content-type', 'application/problem+json');
      response.end(JSON.stringify(problem));
      if (outcome.kind === 'undecided') {
        options.onUndecided?.(outcome.cause, request);
      }
    });
  };
}
