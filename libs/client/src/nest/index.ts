export { decisionOf } from '../enforcement/decisions-of-requests.js';
export type { Authorization } from './authorization.js';
export { Authorize, Unguarded } from './authorize.decorator.js';

export { AuthorizeGuard } from './authorize.guard.js';
export { LegateModule } from './legate.module.js';
export type { LegateNestOptions } from './legate-nest-options.js';
