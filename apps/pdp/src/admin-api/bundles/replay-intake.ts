import { setImmediate as nextTurn } from 'node:timers/promises';
import { BundleSettings, Candidates } from '@legate/bundles';
import type { Caller } from '@legate/callers';
import { ConflictError, InvalidRequestError, LimitExceededError } from '@legate/core';
import { DifferenceTally, Replay } from '@legate/decision';
import type { Comparison, RecordedDecision, ReplayOptions } from '@legate/decision';
import { FactsIndeterminate } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { NdjsonBody } from '../../http/ndjson-body.js';
import { ImportLimits } from '../imports/import-limits.js';
import { ImportSpool } from '../imports/import-spool.js';
import { splitLines } from '../imports/split-lines.js';
import type { TextLine } from '../imports/split-lines.js';
import { recordedReader } from './recorded-line.js';
import type { ReadRecorded } from './recorded-line.js';
import type { ReplayDto, ReplayProblemDto } from './shadow.dto.js';

/** Problems that are told. */
const MAX_PROBLEMS = 20;

export interface ReplayOrder {
  readonly request: FastifyRequest;
  readonly caller: Caller;
  /** Id or digest of the candidate. */
  readonly bundle: string;
  readonly body: NdjsonBody;
  readonly options: ReplayOptions;
}

/** Takes in recorded decisions and asks a stored bundle what it would have decided. */
@Injectable()
export class ReplayIntake {
  private isUnderWay = false;

  constructor(
    private readonly candidates: Candidates,
    private readonly replay: Replay,
    private readonly limits: ImportLimits,
    private readonly settings: BundleSettings,
  ) {}

  /**
   * @throws ConflictError `bundle.busy`, `bundle.rejected`, `bundle.not_loadable`; NotFoundError; InvalidRequestError
   * for a line that is no record; LimitExceededError; UnavailableError
   */
  async take(order: ReplayOrder): Promise<ReplayDto> {
    if (this.isUnderWay) {
      throw new ConflictError('bundle.busy', 'another replay is under way');
    }
    this.isUnderWay = true;
    const spool = await ImportSpool.create();
    try {
      await spool.keepBody(order.body.stream, this.limits.maxBytes);
      return await this.run(spool, order);
    } finally {
      this.isUnderWay = false;
      await spool.remove();
    }
  }

  private async run(spool: ImportSpool, order: ReplayOrder): Promise<ReplayDto> {
    const { tenant } = order.caller;
    const { bundle, engine: candidate } = await this.candidates.load(tenant, order.bundle);
    const policies = { candidate, active: await this.candidates.active(tenant) };
    const read = recordedReader(order);
    const course = new ReplayCourse(async (recorded) => {
      return await this.replay.compare(recorded, policies, order.options);
    });
    for await (const line of splitLines(spool.body(), this.limits.maxLineBytes)) {
      this.requireCount(course.lines, line);
      await course.take(line, read);
      // Others come first, after each line: nobody knows how long a candidate takes.
      await nextTurn();
      if (order.request.raw.socket.destroyed) {
        break;
      }
    }
    return course.result(bundle.id);
  }

  private requireCount(lines: number, { line }: TextLine): void {
    const { replayMaxEntries } = this.settings;
    if (lines >= replayMaxEntries) {
      const message = `there are more than ${replayMaxEntries} lines`;
      throw new LimitExceededError('request.too_large', message, { details: { line } });
    }
  }
}

/** One replay under way. */
class ReplayCourse {
  lines = 0;
  private skipped = 0;
  private failed = 0;
  private readonly problems: ReplayProblemDto[] = [];
  private readonly tally = new DifferenceTally();

  constructor(private readonly compare: (recorded: RecordedDecision) => Promise<Comparison>) {}

  async take({ line, bytes }: TextLine, read: ReadRecorded): Promise<void> {
    this.lines += 1;
    const recorded = read({ line, bytes });
    if (recorded === null) {
      this.skipped += 1;
      return;
    }
    try {
      this.tally.add(await this.compare(recorded));
    } catch (cause) {
      this.fail(line, cause);
    }
  }

  result(bundle: string): ReplayDto {
    const { lines, skipped, failed, problems } = this;
    return { bundle, lines, skipped, failed, problems, ...this.tally.report() };
  }

  /** What is wrong with one record is not with the rest. */
  private fail(line: number, cause: unknown): void {
    if (!(cause instanceof InvalidRequestError) && !(cause instanceof FactsIndeterminate)) {
      throw cause;
    }
    this.failed += 1;
    if (this.problems.length < MAX_PROBLEMS) {
      this.problems.push({ line, message: cause.message });
    }
  }
}
