import { chainHash, GENESIS } from '../chain/entry-hash.js';
import { toColumns } from '../shipping/entry-columns.js';
import type { EntryColumns } from '../shipping/entry-columns.js';
import { changedColumns } from './compare-columns.js';
import type { StoredColumns } from './compare-columns.js';
import type { Findings, FoundAt } from './finding.js';
import type { HeadClaim } from './head-claims.js';

/** An entry at the place where it is kept. */
export interface KeptEntry {
  /** What the place says its number is. */
  readonly seq: number;
  /** The exact text. */
  readonly text: Buffer;
  /** The hash that is kept with it; null where none is. */
  readonly hash: Buffer | null;
  readonly row?: StoredColumns;
}

/** Entries that are known to be elsewhere, unbroken: days that were exported. */
export interface KnownPiece {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Of the last, in hex. */
  readonly lastHash: string;
}

/** Where checking a writer begins: the entry before, and its hash where that is known. */
export interface Anchor {
  readonly seq: number;
  readonly hash: Buffer | null;
}

export const WRITER_START: Anchor = { seq: 0, hash: GENESIS };

export interface WriterCheckerOptions {
  readonly writer: string;
  readonly findings: Findings;
  /** In the order of the numbers. */
  readonly claims: readonly HeadClaim[];
  readonly pieces?: readonly KnownPiece[];
  readonly anchor: Anchor;
  /** Told of each mark of a checkpoint. */
  readonly onCheckpoint?: (line: string) => void;
}

const TYPE_OF_MARK = Buffer.from('"event":"checkpoint"');

/** Checks entries of one writer, in their order. */
export class WriterChecker {
  checked = 0;
  /** Numbers that are known to be in exports. */
  exported = 0;
  /** The first and the last that were there. */
  first: (Anchor & { readonly text: Buffer }) | null = null;
  last: Anchor;
  /** The last that a checkpoint has signed, and the last that one from outside has. */
  coveredSeq = 0;
  coveredOutsideSeq = 0;
  /** Hash before the last, to judge which of two of one number belongs there. */
  private before: Buffer | null = null;
  private isLastBad = false;
  private nextClaim: number;

  constructor(private readonly options: WriterCheckerOptions) {
    this.last = options.anchor;
    const at = options.claims.findIndex(({ seq }) => seq > options.anchor.seq);
    this.nextClaim = at === -1 ? options.claims.length : at;
  }

  get writer(): string {
    return this.options.writer;
  }

  add(entry: KeptEntry): void {
    this.checked += 1;
    const columns = toColumns(entry.text.toString());
    this.checkText(entry, columns);
    if (entry.seq <= this.last.seq) {
      this.repeat(entry, columns);
      return;
    }
    if (entry.seq > this.last.seq + 1) {
      this.skipTo(entry.seq);
    }
    this.follow(entry, columns);
    this.first ??= { ...this.last, text: entry.text };
    if (columns?.kind === 'mark' && entry.text.includes(TYPE_OF_MARK)) {
      this.tellCheckpoint(entry.text);
    }
  }

  /** Says that what comes up to a number is missing, as far as it is not known to be elsewhere. */
  skipTo(seq: number, detail = 'nothing is there'): void {
    const pieces = this.options.pieces ?? [];
    for (let at = this.last.seq + 1; at < seq;) {
      const from = at;
      const piece = pieces.find((one) => one.firstSeq <= from && one.lastSeq >= from);
      if (piece === undefined) {
        const next = pieces.find((one) => one.firstSeq > from)?.firstSeq ?? seq;
        const toSeq = Math.min(next, seq) - 1;
        this.find({ code: 'entry.missing', seq: from, toSeq, detail });
        this.last = { seq: toSeq, hash: null };
      } else {
        const toSeq = Math.min(piece.lastSeq, seq - 1);
        this.exported += toSeq - from + 1;
        const isWhole = toSeq === piece.lastSeq;
        this.last = { seq: toSeq, hash: isWhole ? Buffer.from(piece.lastHash, 'hex') : null };
      }
      at = this.last.seq + 1;
    }
  }

  private follow({ seq, text, hash }: KeptEntry, columns: EntryColumns | null): void {
    const { hash: previous } = this.last;
    const made = previous === null ? null : chainHash(previous, text);
    const isBad = made !== null && hash !== null && !made.equals(hash);
    if (isBad) {
      const detail = 'its text, its hash and the entry before do not belong together';
      this.find({ code: 'entry.changed', seq, detail }, columns);
    }
    this.before = previous;
    this.isLastBad = isBad;
    this.last = { seq, hash: hash ?? made };
    this.checkClaims(seq, columns);
  }

  /** Of two, the one that the chain goes on from is the one that belongs there. */
  private repeat({ seq, text, hash }: KeptEntry, columns: EntryColumns | null): void {
    this.find({ code: 'entry.repeated', seq, detail: 'the number was there before' }, columns);
    const isLast = seq === this.last.seq && this.isLastBad;
    if (isLast && hash !== null && this.before !== null) {
      const isRight = chainHash(this.before, text).equals(hash);
      this.last = isRight ? { seq, hash } : this.last;
    }
  }

  private checkText({ seq, row }: KeptEntry, columns: EntryColumns | null): void {
    if (columns === null) {
      this.find({
        code: 'entry.unreadable',
        seq,
        detail: 'it has no writer, number, time or kind',
      });
      return;
    }
    if (columns.writer !== this.options.writer || columns.seq !== seq) {
      const detail = `it says that it is ${columns.writer}:${columns.seq}`;
      this.find({ code: 'entry.misplaced', seq, detail }, columns);
    }
    for (const what of row === undefined ? [] : changedColumns(columns, row)) {
      const detail = 'the column is not what the text says';
      this.find({ code: 'column.changed', seq, what, detail }, columns);
    }
  }

  private checkClaims(seq: number, columns: EntryColumns | null): void {
    const { claims } = this.options;
    let claim = claims[this.nextClaim];
    for (; claim !== undefined && claim.seq <= seq; claim = claims[this.nextClaim]) {
      this.nextClaim += 1;
      if (claim.seq === seq) {
        this.checkClaim(claim, columns);
      }
    }
  }

  private checkClaim(claim: HeadClaim, columns: EntryColumns | null): void {
    const { seq, hash } = this.last;
    if (hash !== null && hash.toString('hex') !== claim.hash) {
      const right = `entries up to ${this.coveredSeq} are as they were signed`;
      const detail = `a checkpoint has signed another hash; ${right}`;
      const checkpoint = claim.checkpoint === null ? {} : { checkpoint: claim.checkpoint };
      this.find({ code: 'head.changed', seq, ...checkpoint, detail }, columns);
      return;
    }
    // What the chain cannot tell, since nothing before it is known, the signature does.
    this.last = { seq, hash: Buffer.from(claim.hash, 'hex') };
    this.coveredSeq = seq;
    this.coveredOutsideSeq = claim.isOutside ? seq : this.coveredOutsideSeq;
  }

  private tellCheckpoint(text: Buffer): void {
    const { checkpoint } = JSON.parse(text.toString()) as { readonly checkpoint?: unknown };
    if (typeof checkpoint === 'object' && checkpoint !== null) {
      this.options.onCheckpoint?.(JSON.stringify(checkpoint));
    }
  }

  private find(found: FoundAt, columns: EntryColumns | null = null): void {
    const { writer, findings } = this.options;
    const { tenant = null, decisionId = null } = columns ?? {};
    findings.add({ writer, tenant, decisionId, ...found });
  }
}
