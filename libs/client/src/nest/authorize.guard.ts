import {
  ForbiddenException,
  Inject,
  Injectable,
  Logger,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { keepDecision } from '../enforcement/decisions-of-requests.js';
import { enforce } from '../enforcement/enforce.js';
import { LegateClient } from '../legate-client.js';
import type { EvaluationRequest } from '../types.js';
import type { Authorization, From } from './authorization.js';
import { AUTHORIZATION, NEST_OPTIONS } from './legate-nest-options.js';
import type { LegateNestOptions } from './legate-nest-options.js';

/** Asks Legate what `@Authorize` says: 403 when it denies, 503 when there is no decision. */
@Injectable()
export class AuthorizeGuard implements CanActivate {
  private readonly logger = new Logger(AuthorizeGuard.name);

  // Tokens are named, so that it works with compilers that emit no types of parameters.
  constructor(
    @Inject(LegateClient) private readonly client: LegateClient,
    @Inject(NEST_OPTIONS) private readonly options: LegateNestOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const outcome = await enforce(
      this.client,
      context,
      async () => await this.toQuestion(context),
      this.options,
    );
    if (outcome.kind === 'allowed') {
      keepDecision(context.switchToHttp().getRequest<object>(), outcome.result);
      return true;
    }
    if (outcome.kind === 'denied') {
      throw new ForbiddenException();
    }
    const { cause } = outcome;
    this.logger.error(`no decision: ${cause instanceof Error ? cause.message : String(cause)}`);
    throw new ServiceUnavailableException(undefined, { cause });
  }

  private async toQuestion(context: ExecutionContext): Promise<EvaluationRequest> {
    const wanted = Reflect.getMetadata(AUTHORIZATION, context.getHandler()) as
      Authorization | undefined;
    const subject = wanted?.subject ?? this.options.subject;
    if (wanted === undefined || subject === undefined) {
      throw new Error('the route does not say what to ask: @Authorize, and who the subject is');
    }
    const action = await resolve(wanted.action, context);
    return {
      subject: await resolve(subject, context),
      action: typeof action === 'string' ? { name: action } : action,
      resource: await resolve(wanted.resource, context),
      ...(wanted.context !== undefined && { context: await resolve(wanted.context, context) }),
    };
  }
}

async function resolve<T extends object | string>(
  value: T | From<T>,
  context: ExecutionContext,
): Promise<T> {
  return typeof value === 'function' ? await (value as From<T>)(context) : value;
}
