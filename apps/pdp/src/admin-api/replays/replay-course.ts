import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Facts } from '@legate/core';
import { isNotReplayable } from '@legate/decision';
import type { NotReplayable, RecordedDecision, Replay, ReplayBasis } from '@legate/decision';
import type { Rejudge } from './rejudge.js';
import type { PlacedRecord, ReplayPlace } from './replay-place.js';
import type { NotReplayableDto, ReplayDto } from './replay.dto.js';

/** Places that are told for each reason. */
const MAX_SAMPLES = 3;

/** Records whose facts are looked up together. */
export const BATCH_RECORDS = 200;

export interface CourseParts {
  readonly tenant: string;
  readonly basis: ReplayBasis;
  readonly replay: Replay;
  readonly rejudge: Rejudge;
}

/** One replay under way. */
export class ReplayCourse {
  private taken = 0;
  private readonly left = new Map<NotReplayable, { count: number; samples: ReplayPlace[] }>();

  constructor(private readonly parts: CourseParts) {}

  get entries(): number {
    return this.taken;
  }

  /** Decides records again; others come first, after each. @throws UnavailableError */
  async take(batch: readonly PlacedRecord[]): Promise<void> {
    const { replay, tenant, basis, rejudge } = this.parts;
    const records = batch.flatMap(({ recorded }) => (isNotReplayable(recorded) ? [] : [recorded]));
    const facts = await replay.factsOf(tenant, records, basis);
    const factsOf = new Map<RecordedDecision, Facts | NotReplayable>(
      records.map((record, at) => [record, facts[at] ?? 'no_facts']),
    );
    for (const { recorded, place } of batch) {
      const known = isNotReplayable(recorded) ? recorded : (factsOf.get(recorded) ?? 'no_facts');
      const left =
        isNotReplayable(recorded) || isNotReplayable(known)
          ? (known as NotReplayable)
          : await rejudge.take({ recorded, facts: known }, place);
      this.note(left, place);
      await nextTurn();
    }
  }

  result(candidate: string | null): ReplayDto {
    const notReplayable = [...this.left].map(([reason, { count, samples }]): NotReplayableDto => ({
      reason,
      count,
      samples,
    }));
    return { candidate, entries: this.taken, ...this.parts.rejudge.result(), notReplayable };
  }

  private note(reason: NotReplayable | null, place: ReplayPlace): void {
    this.taken += 1;
    if (reason === null) {
      return;
    }
    const noted = this.left.get(reason) ?? { count: 0, samples: [] };
    noted.count += 1;
    if (noted.samples.length < MAX_SAMPLES) {
      noted.samples.push(place);
    }
    this.left.set(reason, noted);
  }
}
