import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import type { Authorization } from './authorization.js';
import { AuthorizeGuard } from './authorize.guard.js';
import { AUTHORIZATION } from './legate-nest-options.js';

/** Lets a request into the route when Legate permits it. */
export function Authorize(authorization: Authorization): MethodDecorator {
  return applyDecorators(SetMetadata(AUTHORIZATION, authorization), UseGuards(AuthorizeGuard));
}

/** Says of a route that it asks for no authorization, where `requireOnAllRoutes` is on. */
export function Unguarded(): MethodDecorator {
  return SetMetadata(AUTHORIZATION, 'unguarded');
}
