import type { ExecutionContext } from '@nestjs/common';
import type { Action, Entity, JsonObject } from '../types.js';

export type From<T> = (context: ExecutionContext) => T | Promise<T>;

/** What is asked before a route is entered. What a function throws is a failure, and no permit. */
export interface Authorization {
  /** A name, or an action with properties. */
  readonly action: string | Action | From<string | Action>;
  readonly resource: Entity | From<Entity>;
  /** In place of the module's. */
  readonly subject?: Entity | From<Entity>;
  readonly context?: JsonObject | From<JsonObject>;
}
