import { join } from 'node:path';
import { listSegments, listWriters } from '../spool/segment-files.js';
import { CheckpointChecker } from './checkpoint-checker.js';
import { ExportCheck } from './export-check.js';
import { Findings } from './finding.js';
import { addOutsideFile } from './outside-lines.js';
import { listExports } from './read-export.js';
import { readSpool } from './read-spool.js';
import type { Trusted } from './verify-database.js';
import { ReportTally } from './verify-report.js';
import type { VerifyReport } from './verify-report.js';
import { WRITER_START, WriterChecker } from './writer-checker.js';

export interface FilesOrder {
  /** Findings to keep, at most. */
  readonly maxFindings: number;
}

/**
 * Verifies the spool of a data folder. What was shipped and removed from its beginning is not missing; what a
 * checkpoint names at its end is.
 */
export async function verifySpool(
  spool: string,
  trusted: Trusted,
  order: FilesOrder,
): Promise<VerifyReport> {
  const course = await FilesCourse.begin(trusted, order);
  for (const writer of await listWriters(spool)) {
    const folder = join(spool, writer);
    const [first = 1] = await listSegments(folder);
    const checker = course.checkerOf(writer, first);
    for await (const found of readSpool(folder)) {
      if (found.kind === 'entry') {
        checker.add(found.entry);
      } else {
        const { file: what, atByte, reason } = found;
        const detail = `at byte ${atByte}: ${reason}`;
        course.findings.add({ code: 'spool.damaged', writer, what, detail });
      }
    }
    course.finish(checker);
  }
  return course.toReport();
}

/** Verifies exported days: every file against its manifest, the chain in it, and from one file to the next. */
export async function verifyExports(
  folder: string,
  trusted: Trusted & { readonly exportKey: string | null },
  order: FilesOrder,
): Promise<VerifyReport> {
  const course = await FilesCourse.begin(trusted, order);
  const check = new ExportCheck(course, trusted.exportKey);
  for (const name of await listExports(folder)) {
    await check.add(folder, name);
  }
  check.finish();
  return course.toReport();
}

/** What verifying files of either kind has in common. */
export class FilesCourse {
  readonly findings: Findings;
  private readonly checkpoints: CheckpointChecker;
  private readonly tally: ReportTally;

  private constructor(trusted: Trusted, { maxFindings }: FilesOrder) {
    this.findings = new Findings(maxFindings);
    this.checkpoints = new CheckpointChecker(trusted.keys, this.findings);
    this.tally = new ReportTally(this.findings, this.checkpoints);
  }

  static async begin(trusted: Trusted, order: FilesOrder): Promise<FilesCourse> {
    const course = new FilesCourse(trusted, order);
    if (trusted.outsideFile !== null) {
      await addOutsideFile(trusted.outsideFile, course.checkpoints, null);
      course.checkpoints.finish();
    }
    return course;
  }

  /** Of a writer whose first entry here has that number. */
  checkerOf(writer: string, firstSeq: number): WriterChecker {
    const claims = this.checkpoints.claims.of(writer);
    const before = claims.find(({ seq }) => seq === firstSeq - 1);
    const hash = before === undefined ? null : Buffer.from(before.hash, 'hex');
    return new WriterChecker({
      ...{ writer, claims, findings: this.findings },
      anchor: firstSeq === 1 ? WRITER_START : { seq: firstSeq - 1, hash },
      onCheckpoint: (line) => {
        this.checkpoints.addMark(line);
      },
    });
  }

  /** What a checkpoint names behind the last entry is missing. */
  finish(checker: WriterChecker): void {
    const claimed = this.checkpoints.claims.of(checker.writer).at(-1)?.seq ?? 0;
    checker.skipTo(claimed + 1, 'a checkpoint names it, and it is not here');
    this.count(checker, claimed);
  }

  count(checker: WriterChecker, claimed: number): void {
    const { writer, first, last, checked } = checker;
    this.tally.checked += checked;
    this.tally.writers += 1;
    const fromSeq = Math.max(first?.seq ?? 1, claimed + 1);
    if (first !== null && fromSeq <= last.seq) {
      this.tally.addUncovered({ writer, fromSeq, toSeq: last.seq });
    }
  }

  claimedOf(writer: string): number {
    return this.checkpoints.claims.of(writer).at(-1)?.seq ?? 0;
  }

  toReport(): VerifyReport {
    return this.tally.toReport();
  }
}
