/** What can be wrong with the log, with what it means. docs/decision-log-verify.md says the same. */
export const FINDING_CODES = {
  'entry.changed': 'The hash is not that of its text behind the entry before.',
  'entry.missing': 'Numbers are not there.',
  'entry.repeated': 'The number is there more than once.',
  'entry.misplaced': 'It says of itself that it is another number, or of another writer.',
  'entry.unreadable': 'The text is no entry.',
  'column.changed': 'A column of its row does not say what its text says.',
  'head.changed': 'It is not the entry that a checkpoint has signed.',
  'writer.changed': 'The row of the writer does not say what its entries say.',
  'checkpoint.unreadable': 'A line is no checkpoint.',
  'checkpoint.signature': 'The signature of a checkpoint is wrong.',
  'checkpoint.key_unknown': 'A checkpoint is signed with a key that is not trusted.',
  'checkpoint.missing': 'A number is missing in the chain of checkpoints.',
  'checkpoint.changed':
    'There are two checkpoints of one number, or one does not follow on the one before.',
  'spool.damaged': 'A segment holds something that is no frame.',
  'export.changed': 'An export is not what its manifest says.',
  'export.signature': 'The signature of a manifest is missing or wrong.',
} as const;

export type FindingCode = keyof typeof FINDING_CODES;

/** One thing that is wrong. Names, never shows: it holds nothing of what an entry says. */
export interface Finding {
  readonly code: FindingCode;
  readonly writer: string | null;
  /** The entry; of several the first. */
  readonly seq: number | null;
  /** The last of several. */
  readonly toSeq?: number;
  /** Of the entry, where it can be read; null for marks, and where it is not known. */
  readonly tenant: string | null;
  readonly decisionId: string | null;
  /** Number of the checkpoint. */
  readonly checkpoint?: number;
  /** Name of the column or file. */
  readonly what?: string;
  readonly detail: string;
}

export type FoundAt = Partial<Finding> & Pick<Finding, 'code' | 'detail'>;

/** Counts all, and keeps the first. */
export class Findings {
  count = 0;
  private readonly kept: Finding[] = [];

  constructor(private readonly most: number) {}

  add(found: FoundAt): void {
    this.count += 1;
    if (this.kept.length < this.most) {
      this.kept.push({ writer: null, seq: null, tenant: null, decisionId: null, ...found });
    }
  }

  get list(): readonly Finding[] {
    return this.kept;
  }
}
