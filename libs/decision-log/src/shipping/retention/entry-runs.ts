/** Entries of one writer that follow each other without a gap. The hash of each is made from the one before. */
export interface ExportedRun {
  readonly writer: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Of the first entry: what the one before it must have led to. */
  readonly firstHash: string;
  readonly lastHash: string;
}

interface ChainedEntry {
  readonly writer: string;
  readonly seq: number;
  readonly hash: string;
}

/** Gathers runs from entries that come by writer and number. */
export class EntryRuns {
  private readonly runs: ExportedRun[] = [];
  entries = 0;

  add({ writer, seq, hash }: ChainedEntry): void {
    this.entries += 1;
    const last = this.runs.at(-1);
    if (last?.writer === writer && last.lastSeq + 1 === seq) {
      this.runs[this.runs.length - 1] = { ...last, lastSeq: seq, lastHash: hash };
    } else {
      this.runs.push({ writer, firstSeq: seq, lastSeq: seq, firstHash: hash, lastHash: hash });
    }
  }

  toList(): readonly ExportedRun[] {
    return this.runs;
  }
}
