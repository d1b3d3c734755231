import type { ExecutionContext } from '@nestjs/common';
import type { LegateClientOptions } from '../client-settings.js';
import type { EnforcementOptions } from '../enforcement/enforce.js';
import type { LegateClient } from '../legate-client.js';
import type { Entity } from '../types.js';

/** Key of the metadata that a route carries. */
export const AUTHORIZATION = Symbol('legate.authorization');
export const NEST_OPTIONS = Symbol('legate.nest-options');

export interface LegateNestOptions extends EnforcementOptions<ExecutionContext> {
  readonly client: LegateClient | LegateClientOptions;
  /** Who asks, and in `properties.act` who acts for it: from what your authentication has proven. */
  readonly subject?: (context: ExecutionContext) => Entity | Promise<Entity>;
  /** Whether a route with neither `@Authorize` nor `@Unguarded` is closed; default true. */
  readonly requireOnAllRoutes?: boolean;
}
