import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { chainHash } from '../chain/entry-hash.js';
import type { ExportedRun } from '../shipping/retention/entry-runs.js';
import type { ExportManifest } from '../shipping/retention/export-day.js';
import type { FindingCode, Findings } from './finding.js';
import { readLines, readManifest } from './read-export.js';
import { numberOf } from './read-spool.js';
import type { WriterChecker } from './writer-checker.js';

/** What it needs of the course that it is a part of. */
export interface ExportCourse {
  readonly findings: Findings;
  checkerOf(writer: string, firstSeq: number): WriterChecker;
  count(checker: WriterChecker, claimed: number): void;
  claimedOf(writer: string): number;
}

/** One run of a writer that was read. */
interface ReadRun {
  readonly run: ExportedRun;
  readonly checker: WriterChecker;
}

/** Checks exports one after the other, and at the end how the runs of each writer follow on each other. */
export class ExportCheck {
  private readonly runs = new Map<string, ReadRun[]>();

  constructor(
    private readonly course: ExportCourse,
    /** Ed25519 public key, as PEM; null leaves signatures unchecked. */
    private readonly exportKey: string | null,
  ) {}

  async add(folder: string, name: string): Promise<void> {
    const { manifest, text, signature } = await readManifest(folder, name);
    if (manifest === null) {
      this.tell('export.changed', name, 'the manifest is none');
      return;
    }
    if (this.exportKey !== null && !isSigned(text, signature, this.exportKey)) {
      this.tell('export.signature', name, 'the manifest is not signed with that key');
    }
    await this.read(join(folder, `${name}.ndjson.gz`), name, manifest);
  }

  finish(): void {
    for (const [writer, runs] of this.runs) {
      runs.sort((one, other) => one.run.firstSeq - other.run.firstSeq);
      for (const [at, run] of runs.entries()) {
        const before = runs[at - 1];
        if (before !== undefined) {
          this.link(writer, before, run);
        }
        this.course.count(run.checker, this.course.claimedOf(writer));
      }
    }
  }

  private async read(file: string, name: string, manifest: ExportManifest): Promise<void> {
    const lines = new RunLines(this.course, manifest.runs);
    try {
      const { sha256, linesSha256 } = await readLines(file, (line) => {
        lines.add(line);
      });
      const isSame = sha256 === manifest.sha256 && linesSha256 === manifest.linesSha256;
      if (!isSame || lines.count !== manifest.entries) {
        this.tell('export.changed', name, 'the file is not what the manifest says');
      }
    } catch (cause) {
      this.tell('export.changed', name, (cause as Error).message);
    }
    for (const read of lines.finish()) {
      const { writer } = read.run;
      this.runs.set(writer, [...(this.runs.get(writer) ?? []), read]);
    }
  }

  /** What is not here in between may be in the database, or in a part that was not given. */
  private link(writer: string, before: ReadRun, { run, checker }: ReadRun): void {
    const { lastSeq, lastHash } = before.run;
    const { findings } = this.course;
    if (run.firstSeq > lastSeq + 1) {
      const detail = 'it is between two exports and in none';
      findings.add({
        ...{ code: 'entry.missing', writer, seq: lastSeq + 1, toSeq: run.firstSeq - 1 },
        detail,
      });
      return;
    }
    const made = chainHash(Buffer.from(lastHash, 'hex'), checker.first?.text ?? Buffer.alloc(0));
    if (run.firstSeq <= lastSeq || made.toString('hex') !== run.firstHash) {
      const detail = 'it does not follow on the end of the export before';
      findings.add({ code: 'entry.changed', writer, seq: run.firstSeq, detail });
    }
  }

  private tell(code: FindingCode, what: string, detail: string): void {
    this.course.findings.add({ code, what, detail });
  }
}

/** Gives the lines of a file to the runs of its manifest, in order. */
class RunLines {
  count = 0;
  private readonly read: ReadRun[] = [];
  private current: ReadRun | null = null;
  private next = 0;

  constructor(
    private readonly course: ExportCourse,
    private readonly runs: readonly ExportedRun[],
  ) {}

  add(line: Buffer): void {
    this.count += 1;
    this.current ??= this.begin();
    if (this.current === null) {
      return;
    }
    const { run, checker } = this.current;
    const said = numberOf(line);
    const seq = said === null || said > run.lastSeq ? checker.last.seq + 1 : said;
    const kept = seq === run.firstSeq ? run.firstHash : seq === run.lastSeq ? run.lastHash : null;
    const hash = kept === null ? null : Buffer.from(kept, 'hex');
    checker.add({ seq, text: line, hash });
    if (seq === run.lastSeq) {
      this.current = null;
    }
  }

  finish(): readonly ReadRun[] {
    for (const { run, checker } of this.read) {
      checker.skipTo(run.lastSeq + 1, 'the manifest names it, and it is not in the file');
    }
    return this.read;
  }

  private begin(): ReadRun | null {
    const run = this.runs[this.next];
    this.next += 1;
    if (run === undefined) {
      return null;
    }
    const begun = { run, checker: this.course.checkerOf(run.writer, run.firstSeq) };
    this.read.push(begun);
    return begun;
  }
}

function isSigned(text: string, signature: string | null, pem: string): boolean {
  return (
    signature !== null &&
    verify(null, Buffer.from(text), createPublicKey(pem), Buffer.from(signature, 'base64'))
  );
}
