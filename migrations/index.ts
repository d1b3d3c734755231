import { Foundation1764000000000 } from './1764000000000-foundation.js';
import { Directory1764300000000 } from './1764300000000-directory.js';
import { Callers1764500000000 } from './1764500000000-callers.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [Foundation1764000000000, Directory1764300000000, Callers1764500000000];
