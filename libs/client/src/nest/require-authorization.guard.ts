import { ForbiddenException, Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { AUTHORIZATION, NEST_OPTIONS } from './legate-nest-options.js';
import type { LegateNestOptions } from './legate-nest-options.js';

/** Closes routes that say nothing of their authorization, so that forgetting it shows. */
@Injectable()
export class RequireAuthorizationGuard implements CanActivate {
  constructor(@Inject(NEST_OPTIONS) private readonly options: LegateNestOptions) {}

  canActivate(context: ExecutionContext): boolean {
    const isSaid = Reflect.hasMetadata(AUTHORIZATION, context.getHandler());
    if (!isSaid && this.options.requireOnAllRoutes !== false) {
      throw new ForbiddenException();
    }
    return true;
  }
}
