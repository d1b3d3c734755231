import { BundleSettings } from '@legate/bundles';
import type { Caller } from '@legate/callers';
import { InvalidRequestError, LimitExceededError } from '@legate/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { NdjsonBody } from '../../http/ndjson-body.js';
import { ImportLimits } from '../imports/import-limits.js';
import { ImportSpool } from '../imports/import-spool.js';
import { splitLines } from '../imports/split-lines.js';
import { recordedReader } from './recorded-line.js';
import { BATCH_RECORDS } from './replay-course.js';
import type { ReplayCourse } from './replay-course.js';
import type { PlacedRecord } from './replay-place.js';
import { ReplayRuns } from './replay-runs.js';
import type { ReplayOrder } from './replay-runs.js';
import type { ReplayDto } from './replay.dto.js';

export interface SentRecords {
  readonly request: FastifyRequest;
  readonly caller: Caller;
  readonly body: NdjsonBody;
}

/** Replays records that are sent, one a line. */
@Injectable()
export class ReplayIntake {
  constructor(
    private readonly runs: ReplayRuns,
    private readonly limits: ImportLimits,
    private readonly settings: BundleSettings,
  ) {}

  /** @throws as `ReplayRuns.run`; InvalidRequestError for a line that is no record; LimitExceededError */
  async take(order: ReplayOrder, sent: SentRecords): Promise<ReplayDto> {
    return await this.runs.run(order, async (course) => {
      const spool = await ImportSpool.create();
      try {
        await spool.keepBody(sent.body.stream, this.limits.maxBytes);
        await this.takeLines(course, spool, sent);
      } finally {
        await spool.remove();
      }
    });
  }

  private async takeLines(
    course: ReplayCourse,
    spool: ImportSpool,
    sent: SentRecords,
  ): Promise<void> {
    const read = recordedReader(sent);
    let batch: PlacedRecord[] = [];
    for await (const line of splitLines(spool.body(), this.limits.maxLineBytes)) {
      this.requireRoom(course.entries + batch.length, line.line);
      batch.push(read(line));
      if (batch.length === BATCH_RECORDS) {
        await course.take(batch);
        batch = [];
      }
      if (sent.request.raw.socket.destroyed) {
        return;
      }
    }
    await course.take(batch);
    if (course.entries === 0) {
      throw new InvalidRequestError('request.malformed', 'there is no line to replay');
    }
  }

  private requireRoom(lines: number, line: number): void {
    const { replayMaxEntries } = this.settings;
    if (lines >= replayMaxEntries) {
      const message = `there are more than ${replayMaxEntries} lines`;
      throw new LimitExceededError('request.too_large', message, { details: { line } });
    }
  }
}
