import type { DatabaseSettings } from '@legate/persistence';

/** How the decision log is read. */
export class LogReadSettings {
  readonly database: DatabaseSettings;
  /** Most questions at a time. */
  readonly connections: number;
  /** Longest time of one statement, in ms. */
  readonly timeoutMs: number;

  constructor({ database, connections, timeoutMs }: LogReadSettings) {
    this.database = database;
    this.connections = connections;
    this.timeoutMs = timeoutMs;
  }
}
