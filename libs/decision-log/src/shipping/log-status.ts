/** How one destination is doing: the database, or a sink. */
export interface DestinationStatus {
  readonly name: string;
  /** Segments are kept until it has them. */
  readonly isRequired: boolean;
  /** Entries delivered by this process since its start. */
  readonly delivered: number;
  /** Failed attempts since the start. */
  readonly failures: number;
  /** Places of the spool that could not be read, as met on the way to this destination. */
  readonly damage: number;
  /** Entries that were pruned before it had them; only where it is not required. */
  readonly missed: number;
  /** Why the last attempt failed; null when it succeeded. */
  readonly lastError: string | null;
  /** Milliseconds since 1970. */
  readonly confirmedAtMs: number | null;
  /** When the oldest entry that it does not have was made; null when it has all. */
  readonly oldestAtMs: number | null;
  /** Bytes of the spool that it does not have yet. */
  readonly backlogBytes: number;
}

export interface LogStatusReport {
  /** When it was made, in ms since 1970: shipping that hangs makes no new one. */
  readonly atMs: number;
  /** Whether shipping runs; false before it has begun, after it has ended, and while it is begun again. */
  readonly isRunning: boolean;
  /** Writers whose entries this process ships, its own among them. */
  readonly writers: number;
  /** Bytes of segments on disk, of those writers. */
  readonly spoolBytes: number;
  readonly database: DestinationStatus;
  readonly sinks: readonly DestinationStatus[];
}

/** What is shipped of the decision log and what is not, for health, metrics and the spool's back-pressure. */
export abstract class LogStatus {
  /** The last report; never waits. */
  abstract read(): LogStatusReport;
}

const NEVER: DestinationStatus = {
  name: 'database',
  isRequired: true,
  delivered: 0,
  failures: 0,
  damage: 0,
  missed: 0,
  lastError: null,
  confirmedAtMs: null,
  oldestAtMs: null,
  backlogBytes: 0,
};

/** What is said before shipping has said anything. */
export const NO_REPORT: LogStatusReport = {
  atMs: 0,
  isRunning: false,
  writers: 0,
  spoolBytes: 0,
  database: NEVER,
  sinks: [],
};
