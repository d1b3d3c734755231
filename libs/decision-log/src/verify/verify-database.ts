import type { Client } from 'pg';
import type { CheckpointKeys } from '../checkpoints/checkpoint-key.js';
import type { CheckpointLine } from '../checkpoints/checkpoint.js';
import { CheckpointChecker } from './checkpoint-checker.js';
import { Findings } from './finding.js';
import { LogTables } from './log-tables.js';
import type { CheckpointRow, TimeRange, WriterRow } from './log-tables.js';
import { addOutsideFile } from './outside-lines.js';
import { ReportTally } from './verify-report.js';
import type { VerifyReport } from './verify-report.js';
import { WRITER_START, WriterChecker } from './writer-checker.js';
import type { KeptEntry, KnownPiece } from './writer-checker.js';

/** What of the log to verify, and how. */
export interface VerifyOrder extends TimeRange {
  /** Go on behind this entry. */
  readonly after: { readonly writer: string; readonly seq: number } | null;
  /** Entries to read, at most. */
  readonly limit: number;
  /** Findings to keep, at most. */
  readonly maxFindings: number;
  /** How long an entry that a checkpoint names may take to be shipped, in ms. */
  readonly graceMs: number;
  /** ms since 1970. */
  readonly nowMs: number;
}

export interface Trusted {
  readonly keys: CheckpointKeys;
  /** File of checkpoints from outside; null when there is none. */
  readonly outsideFile: string | null;
}

/** Checkpoints of that time later may cover entries of a range. */
const LATER_MS = 3_600_000;

/** Verifies a stretch of the log in the database, as of one moment, and holds no more of it than a page in memory. */
export async function verifyDatabase(
  client: Client,
  trusted: Trusted,
  order: VerifyOrder,
): Promise<VerifyReport> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await new Verification(await LogTables.open(client), trusted, order).run();
  } finally {
    await client.query('ROLLBACK');
  }
}

class Verification {
  private readonly findings: Findings;
  private readonly checkpoints: CheckpointChecker;
  private readonly tally: ReportTally;
  private readonly marks: CheckpointLine[] = [];
  private pieces: ReadonlyMap<string, readonly KnownPiece[]> = new Map();

  constructor(
    private readonly tables: LogTables,
    private readonly trusted: Trusted,
    private readonly order: VerifyOrder,
  ) {
    this.findings = new Findings(order.maxFindings);
    this.checkpoints = new CheckpointChecker(trusted.keys, this.findings);
    this.tally = new ReportTally(this.findings, this.checkpoints);
  }

  async run(): Promise<VerifyReport> {
    this.pieces = await this.tables.pieces();
    await this.checkCheckpoints();
    const { after } = this.order;
    const found = [...(await this.tables.writers(this.order)), ...this.checkpoints.claims.writers];
    const writers = [...new Set(found)].sort().filter((writer) => writer >= (after?.writer ?? ''));
    for (const writer of writers) {
      if (!(await this.checkWriter(writer))) {
        break;
      }
    }
    await this.checkMarks();
    return this.tally.toReport();
  }

  private async checkCheckpoints(): Promise<void> {
    const { from, to } = this.order;
    const range = { from, to: new Date(Math.min(to.getTime() + LATER_MS, LATEST_MS)) };
    let isFirst = true;
    for await (const row of this.tables.checkpoints(range)) {
      const before = isFirst ? await this.tables.checkpoint(Number(row.number) - 1) : null;
      isFirst = false;
      for (const one of before === null ? [row] : [before, row]) {
        this.addCheckpoint(one);
      }
    }
    if (this.trusted.outsideFile !== null) {
      await addOutsideFile(this.trusted.outsideFile, this.checkpoints, range);
    }
    this.checkpoints.finishWithTable();
  }

  private addCheckpoint({ number, maker, key_id: keyId, hash, checkpoint }: CheckpointRow): void {
    const read = this.checkpoints.add(checkpoint, 'table');
    const says = read?.checkpoint;
    const isSame =
      read === null ||
      (String(says?.number) === number &&
        says?.maker === maker &&
        says.keyId === keyId &&
        read.hash === hash);
    if (!isSame) {
      const detail = 'the columns of its row do not say what it says';
      this.findings.add({ code: 'checkpoint.changed', checkpoint: Number(number), detail });
    }
  }

  /** @returns whether there is room for more */
  private async checkWriter(writer: string): Promise<boolean> {
    const { after, limit } = this.order;
    const start = after?.writer === writer ? after.seq : 0;
    let checker: WriterChecker | null = null;
    for await (const entry of this.tables.entriesOf(writer, start, this.order)) {
      if (this.tally.checked >= limit) {
        this.tally.nextCursor = `${writer}:${checker?.last.seq ?? start}`;
        break;
      }
      checker ??= await this.begin(writer, entry.seq - 1);
      await this.add(checker, entry);
    }
    const isWhole = this.tally.nextCursor === null;
    if (isWhole) {
      checker = await this.finish(writer, checker);
    }
    this.count(checker, writer, isWhole);
    return isWhole;
  }

  /** What a clock that was set back has put into another time is not missing. */
  private async add(checker: WriterChecker, entry: KeptEntry): Promise<void> {
    const { writer, last } = checker;
    const isGap = entry.seq > last.seq + 1;
    const between = isGap ? await this.tables.entriesBetween(writer, last.seq, entry.seq) : [];
    for (const one of [...between, entry]) {
      checker.add(one);
      this.tally.checked += 1;
    }
  }

  /** Behind the last entry up to a number: from it on, something may be missing. */
  private async begin(writer: string, seq: number): Promise<WriterChecker> {
    const anchor = (await this.tables.lastUpTo(writer, seq)) ?? WRITER_START;
    return new WriterChecker({
      ...{ writer, anchor, findings: this.findings, claims: this.checkpoints.claims.of(writer) },
      pieces: this.pieces.get(writer) ?? [],
      onCheckpoint: (line) => {
        const unknown = this.checkpoints.addMark(line);
        this.marks.push(...(unknown === null ? [] : [unknown]));
      },
    });
  }

  /** Looks for what should follow, or for all of a writer that has nothing in the range. */
  private async finish(writer: string, found: WriterChecker | null): Promise<WriterChecker | null> {
    const row = await this.tables.writer(writer);
    if (found !== null) {
      this.checkRow(found, row);
    }
    const claim = this.checkpoints.claims.of(writer).at(-1) ?? NO_CLAIM;
    const shipped = row?.shippedSeq ?? 0;
    const expected = Math.max(shipped, claim.seq);
    const checker = found ?? (await this.begin(writer, expected));
    const next = await this.tables.nextSeq(writer, checker.last.seq);
    if (expected <= checker.last.seq || next === checker.last.seq + 1) {
      return found;
    }
    this.tellMissing(checker, { next: next ?? Number.MAX_SAFE_INTEGER, shipped, claim });
    return checker;
  }

  private tellMissing(
    checker: WriterChecker,
    known: { readonly next: number; readonly shipped: number; readonly claim: typeof NO_CLAIM },
  ): void {
    const { writer, last } = checker;
    const { next, shipped, claim } = known;
    const expected = Math.max(shipped, claim.seq);
    const isYoung = this.order.nowMs - claim.atMs < this.order.graceMs;
    if (last.seq >= shipped && next > expected && isYoung) {
      this.tally.addWaiting({ writer, fromSeq: last.seq + 1, toSeq: expected });
    } else {
      checker.skipTo(Math.min(expected + 1, next), whyMissing(checker, shipped));
    }
  }

  /** Marks of checkpoints that were not read: of another time, or not there any more. */
  private async checkMarks(): Promise<void> {
    for (const { checkpoint, hash } of this.marks) {
      const number = checkpoint.number ?? 0;
      const row = await this.tables.checkpoint(number);
      if (row === null) {
        this.checkpoints.tellOnly(number, 'log');
      } else if (row.hash !== hash) {
        this.checkpoints.tellAnother(number, 'log');
      }
    }
  }

  private checkRow({ writer, last }: WriterChecker, row: WriterRow | null): void {
    const { seq, hash } = last;
    const tell = (detail: string): void => {
      this.findings.add({ code: 'writer.changed', writer, seq, detail });
    };
    if (row === null) {
      tell('there are entries, and no row in log_writers');
    } else if (seq > row.shippedSeq) {
      tell(`log_writers says that it was shipped up to ${row.shippedSeq} only`);
    } else if (seq === row.shippedSeq && hash !== null && row.shippedHash?.equals(hash) !== true) {
      tell('log_writers has another hash of it');
    }
  }

  private count(checker: WriterChecker | null, writer: string, isWhole: boolean): void {
    if (checker === null) {
      return;
    }
    this.tally.writers += 1;
    this.tally.exported += checker.exported;
    const { first, last } = checker;
    const needsOutside = this.trusted.outsideFile !== null;
    const claims = this.checkpoints.claims
      .of(writer)
      .filter(({ isOutside }) => isOutside || !needsOutside);
    const fromSeq = Math.max(first?.seq ?? last.seq, (claims.at(-1)?.seq ?? 0) + 1);
    if (isWhole && first !== null && fromSeq <= last.seq) {
      this.tally.addUncovered({ writer, fromSeq, toSeq: last.seq });
    }
  }
}

function whyMissing({ last }: WriterChecker, shipped: number): string {
  if (last.seq === 0) {
    return 'nothing of the writer is there';
  }
  return last.seq >= shipped
    ? 'a checkpoint names it, and it was never shipped'
    : 'it was shipped, and is not there';
}

const NO_CLAIM = { seq: 0, atMs: 0 };

/** The last time that JavaScript and RFC 3339 both have. */
const LATEST_MS = 253_402_300_799_000;
