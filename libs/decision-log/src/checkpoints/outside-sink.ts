/** Where checkpoints go that whoever changes the database cannot change as well. */
export interface OutsideSink {
  readonly name: 'file' | 'http';

  /** Number of the last checkpoint of the chain that it has; null when that is not known. */
  last(): Promise<number | null>;

  /** Adds lines, in order. Resolves when they are there for good. */
  write(lines: readonly string[]): Promise<void>;
}
