export const LOG_DURABILITIES = ['process', 'disk'] as const;
/** When an entry counts as recorded: the kernel has it, or the disk. */
export type LogDurability = (typeof LOG_DURABILITIES)[number];

/** How entries are spooled. */
export class SpoolSettings {
  /** `LEGATE_DATA_DIR/spool`. */
  readonly path: string;
  readonly durability: LogDurability;
  /** A segment ends when it is as large, or its first entry as old. */
  readonly segmentBytes: number;
  readonly segmentAgeMs: number;
  /** Most bytes of all segments in the folder; above it no decision is recorded. */
  readonly maxBytes: number;

  constructor({ path, durability, segmentBytes, segmentAgeMs, maxBytes }: SpoolSettings) {
    this.path = path;
    this.durability = durability;
    this.segmentBytes = segmentBytes;
    this.segmentAgeMs = segmentAgeMs;
    this.maxBytes = maxBytes;
  }
}
