import type { Entity, EvaluationResult } from '@legate/client';
import { decisionOf } from '@legate/client/nest';
import type { ExecutionContext } from '@nestjs/common';

interface Request {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string>>;
}

export function requestOf(context: ExecutionContext): Request {
  return context.switchToHttp().getRequest<Request>();
}

/**
 * The user, and the agent that acts for it. The gateway in front of this service has authenticated both and sets the
 * headers, replacing any that came from outside.
 */
export function subjectOf(context: ExecutionContext): Entity {
  const { headers } = requestOf(context);
  const user = headers['x-user'];
  const agent = headers['x-agent'];
  if (typeof user !== 'string') {
    throw new Error('the gateway sets X-User');
  }
  return {
    type: 'user',
    id: user,
    ...(typeof agent === 'string' && { properties: { act: { sub: agent } } }),
  };
}

export function permitOf(request: object): EvaluationResult {
  const permit = decisionOf(request);
  if (permit === undefined) {
    throw new Error('no guard has let the request in');
  }
  return permit;
}
