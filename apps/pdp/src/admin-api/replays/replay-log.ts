import { BundleSettings } from '@legate/bundles';
import { InvalidRequestError } from '@legate/core';
import type { Attributes } from '@legate/core';
import { readRecordedDecision } from '@legate/decision';
import { DecisionQuery } from '@legate/decision-log';
import type { DecisionFilter } from '@legate/decision-log';
import { Injectable } from '@nestjs/common';
import { BATCH_RECORDS } from './replay-course.js';
import type { ReplayCourse } from './replay-course.js';
import { placeOf } from './replay-place.js';
import type { PlacedRecord } from './replay-place.js';
import { ReplayRuns } from './replay-runs.js';
import type { ReplayOrder } from './replay-runs.js';
import type { ReplayDto } from './replay.dto.js';

/** How long one call goes on; what is left then is for the next. */
const CALL_MS = 10_000;

/** Which entries of the log. */
export interface ReplayStretch {
  readonly filter: DecisionFilter;
  /** Most entries of this call; as many as are allowed when left out. */
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  /** Whether nobody waits for it any more. */
  readonly isAbandoned: () => boolean;
}

/** Replays what is in the decision log, page by page. */
@Injectable()
export class ReplayLog {
  constructor(
    private readonly runs: ReplayRuns,
    private readonly entries: DecisionQuery,
    private readonly settings: BundleSettings,
  ) {}

  /** @throws as `ReplayRuns.run`; InvalidRequestError `cursor.invalid`; UnavailableError `log.query_timeout` */
  async take(order: ReplayOrder, stretch: ReplayStretch): Promise<ReplayDto> {
    const { replayMaxEntries } = this.settings;
    const limit = Math.min(stretch.limit ?? replayMaxEntries, replayMaxEntries);
    let next: readonly string[] = [];
    const replayed = await this.runs.run(order, async (course) => {
      next = await this.takePages(course, order.tenant, { stretch, limit });
    });
    const [nextCursor] = next;
    return nextCursor === undefined ? replayed : Object.assign(replayed, { nextCursor });
  }

  /** @returns where to go on, if there is more */
  private async takePages(
    course: ReplayCourse,
    tenant: string,
    { stretch, limit }: { readonly stretch: ReplayStretch; readonly limit: number },
  ): Promise<readonly string[]> {
    const until = performance.now() + CALL_MS;
    let { cursor } = stretch;
    do {
      const size = Math.min(BATCH_RECORDS, limit - course.entries);
      const page = await this.entries.list(tenant, stretch.filter, { limit: size, cursor });
      await course.take(page.entries.map((text) => readStored(text, tenant)));
      cursor = page.nextCursor ?? undefined;
    } while (
      cursor !== undefined &&
      course.entries < limit &&
      performance.now() < until &&
      !stretch.isAbandoned()
    );
    return cursor === undefined ? [] : [cursor];
  }
}

function readStored(text: string, tenant: string): PlacedRecord {
  const entry = JSON.parse(text) as Attributes;
  const place = placeOf(entry);
  try {
    return { place, recorded: readRecordedDecision(entry, tenant) };
  } catch (cause) {
    if (cause instanceof InvalidRequestError) {
      return { place, recorded: 'unreadable' };
    }
    throw cause;
  }
}
