import type { DatabaseSettings } from '@legate/persistence';

/** How the decision log is read. */
export class LogReadSettings {
  readonly database: DatabaseSettings;
  /** Most questions at a time. */
  readonly connections: number;
  /** Longest time of one statement, in ms. */
  readonly timeoutMs: number;

  /** Most exports at a time, each on a connection of its own. */
  readonly maxExports: number;
  /** Most who follow the log at a time. */
  readonly maxTails: number;

  constructor({ database, connections, timeoutMs, maxExports, maxTails }: LogReadSettings) {
    this.database = database;
    this.maxExports = maxExports;
    this.maxTails = maxTails;
    this.connections = connections;
    this.timeoutMs = timeoutMs;
  }
}
