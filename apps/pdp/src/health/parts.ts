/** What the service can tell of its parts without asking anybody. */
export interface KnownParts {
  /** Stored facts were confirmed as current lately. */
  readonly feed: boolean;
  readonly clock: boolean;
  /** An entry could be recorded now. */
  readonly log: boolean;
  /** False when this process decides for a tenant by another policy than was activated. */
  readonly policies: boolean;
  /** The thread that ships the decision log tells of itself. */
  readonly shipping: boolean;
  /** An entry was found where the log is read, not long after it was written. */
  readonly canary: boolean;
}

/** Each part that the service needs, and whether it is well. */
export interface Parts extends KnownParts {
  readonly database: boolean;
}

/** What is behind that. Null for what cannot be known, or is not there. */
export interface Measures {
  readonly databaseMs: number | null;
  readonly feedAgeMs: number | null;
  readonly clockSkewMs: number;
  /** Since the bundle that was not confirmed for the longest was last known to be current. */
  readonly bundleAgeMs: number | null;
  readonly spoolBytes: number | null;
  readonly spoolMaxBytes: number | null;
  /** Bytes that the database does not have yet, and the age of the oldest entry of them. */
  readonly backlogBytes: number;
  readonly backlogAgeMs: number | null;
  readonly shippingSilentMs: number | null;
  readonly canaryAgeMs: number | null;
  readonly canaryDelayMs: number | null;
}
