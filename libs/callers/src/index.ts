export { API_KEY_PATTERN, hashApiKey, makeApiKey } from './api-key.js';
export { BootstrapCaller } from './bootstrap-caller.js';
export { CallerDirectory } from './caller-directory.js';
export type { NewCaller } from './caller-directory.js';
export type { Caller } from './caller.js';
export { CallersModule } from './callers.module.js';
export { KeyRing } from './key-ring.js';
export { CALLER_ROLES } from './roles.js';
export type { CallerRole } from './roles.js';
