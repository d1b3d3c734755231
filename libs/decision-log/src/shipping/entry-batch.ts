/** One entry as the spool has it. */
export interface SpooledEntry {
  readonly seq: number;
  /** SHA-256 over the hash before and the entry's bytes. */
  readonly hash: Buffer;
  /** The exact UTF-8 text. */
  readonly bytes: Buffer;
}

/** A place in a segment that holds no whole frame although there should be one. */
export interface SpoolDamage {
  /** Names the segment: sequence number of its first entry. */
  readonly segment: number;
  readonly atByte: number;
  /** Last entry before it. */
  readonly afterSeq: number;
  /** First entry that could be read behind it in the same segment. */
  readonly resumedSeq: number | null;
  readonly reason: string;
  /** Where the segment is kept. */
  readonly keptAt: string;
}

/** Entries of one writer in their order; a number is missing only where `damage` says so. */
export interface EntryBatch {
  readonly writer: string;
  readonly entries: readonly SpooledEntry[];
  readonly damage: readonly SpoolDamage[];
  /** Up to here the batch tells all there is, also when it ends with damage. */
  readonly lastSeq: number;
}

/** Where entries go: the table, or a sink. */
export interface Destination {
  readonly name: string;

  /** Sequence number up to which it has all entries of the writer; 0 for none. */
  position(writer: string): Promise<number>;

  /**
   * Resolves when every entry of the batch is there for good, and `position` says so. May be given a batch again that
   * it has, or a part of it. Rejects when that cannot be said; then it is tried again.
   */
  deliver(batch: EntryBatch, signal: AbortSignal): Promise<void>;

  close(): Promise<void>;
}
