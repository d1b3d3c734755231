import type { CheckpointKeys } from '../checkpoints/checkpoint-key.js';
import { readCheckpoint } from '../checkpoints/checkpoint.js';
import type { CheckpointLine } from '../checkpoints/checkpoint.js';
import type { Findings } from './finding.js';
import { HeadClaims } from './head-claims.js';

/** Where a checkpoint is from: the table, outside, or a mark in the log. */
export type CheckpointSource = 'table' | 'outside' | 'log';

const WORDS: Readonly<Record<CheckpointSource, string>> = {
  table: 'in the table',
  outside: 'outside',
  log: 'in the log',
};

/** The last numbered checkpoint of a source. */
export interface LastCheckpoint {
  readonly number: number;
  readonly at: string;
  readonly keyId: string;
  readonly hash: string;
}

/** Checks checkpoints: each by itself, each behind the one before, and the sources against each other. */
export class CheckpointChecker {
  readonly claims = new HeadClaims();
  checked = 0;
  /** Hash by number. The first that was seen stands. */
  private readonly known = new Map<number, string>();
  private readonly inSource = {
    table: new Map<number, LastCheckpoint>(),
    outside: new Map<number, LastCheckpoint>(),
  };

  constructor(
    private readonly keys: CheckpointKeys,
    private readonly findings: Findings,
  ) {}

  /** @returns the line, when it is a checkpoint that is signed right */
  add(line: string, source: CheckpointSource): CheckpointLine | null {
    const read = this.judge(line, source);
    if (read === null) {
      return null;
    }
    this.checked += source === 'log' ? 0 : 1;
    this.claims.add(read, source === 'outside');
    this.compare(read, source);
    return read;
  }

  /** A mark in the log: a copy of one that was added. @returns the line, when none of its number was */
  addMark(line: string): CheckpointLine | null {
    const read = this.judge(line, 'log');
    const number = read?.checkpoint.number ?? null;
    if (read === null || number === null) {
      return null;
    }
    const known = this.known.get(number);
    if (known !== undefined && known !== read.hash) {
      this.tellAnother(number, 'log');
    }
    return known === undefined ? read : null;
  }

  tellAnother(checkpoint: number, source: CheckpointSource): void {
    const detail = `it is another one ${WORDS[source]}`;
    this.findings.add({ code: 'checkpoint.changed', checkpoint, detail });
  }

  tellOnly(checkpoint: number, source: CheckpointSource): void {
    const detail = `it is ${WORDS[source]} only`;
    this.findings.add({ code: 'checkpoint.missing', checkpoint, detail });
  }

  /** To be called when all are added: looks for gaps. */
  finish(): void {
    for (const source of ['table', 'outside'] as const) {
      this.findGaps(source);
    }
  }

  /** As `finish`, where there is a table to compare with. */
  finishWithTable(): void {
    this.finish();
    for (const number of this.numbers('outside')) {
      if (!this.inSource.table.has(number)) {
        this.tellOnly(number, 'outside');
      }
    }
  }

  last(source: 'table' | 'outside'): LastCheckpoint | null {
    const number = this.numbers(source).at(-1);
    return number === undefined ? null : (this.inSource[source].get(number) ?? null);
  }

  /** From the first to the last number that a source has. */
  numbered(source: 'table' | 'outside'): { readonly from: number; readonly to: number } {
    const numbers = this.numbers(source);
    return { from: numbers[0] ?? 1, to: numbers.at(-1) ?? 0 };
  }

  tellNoFile(what: string): void {
    const detail = 'the file of those outside is not there';
    this.findings.add({ code: 'checkpoint.missing', what, detail });
  }

  private judge(line: string, source: CheckpointSource): CheckpointLine | null {
    const read = readCheckpoint(line);
    if (read === null) {
      const detail = `a line ${WORDS[source]} is none`;
      this.findings.add({ code: 'checkpoint.unreadable', detail });
      return null;
    }
    const isRight = this.keys.verify(read);
    if (isRight === true) {
      return read;
    }
    const { number, keyId, maker: writer } = read.checkpoint;
    const code = isRight === null ? 'checkpoint.key_unknown' : 'checkpoint.signature';
    const checkpoint = number === null ? {} : { checkpoint: number };
    this.findings.add({ code, writer, ...checkpoint, detail: `${WORDS[source]}, key ${keyId}` });
    return null;
  }

  private compare({ checkpoint, hash }: CheckpointLine, source: CheckpointSource): void {
    const { number, at, keyId, previous } = checkpoint;
    if (number === null) {
      return;
    }
    const known = this.known.get(number);
    if (known !== undefined && known !== hash) {
      this.tellAnother(number, source);
    }
    this.known.set(number, known ?? hash);
    const before = this.known.get(number - 1);
    const isChained = number === 1 ? previous === null : (before ?? previous) === previous;
    if (!isChained) {
      const detail = `${WORDS[source]} it does not follow on the one before`;
      this.findings.add({ code: 'checkpoint.changed', checkpoint: number, detail });
    }
    if (source !== 'log') {
      this.inSource[source].set(number, { number, at, keyId, hash });
    }
  }

  private findGaps(source: 'table' | 'outside'): void {
    const numbers = this.numbers(source);
    for (const [at, number] of numbers.entries()) {
      const before = numbers[at - 1] ?? number - 1;
      for (let missing = before + 1; missing < number; missing += 1) {
        const detail = `it is not ${WORDS[source]}`;
        this.findings.add({ code: 'checkpoint.missing', checkpoint: missing, detail });
      }
    }
  }

  private numbers(source: 'table' | 'outside'): readonly number[] {
    return [...this.inSource[source].keys()].sort((one, other) => one - other);
  }
}
