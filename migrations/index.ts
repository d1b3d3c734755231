import { Foundation1764000000000 } from './1764000000000-foundation.js';
import { Directory1764300000000 } from './1764300000000-directory.js';
import { RouteTables1764600000000 } from './1764600000000-route-tables.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Foundation1764000000000,
  Directory1764300000000,
  RouteTables1764600000000,
];
