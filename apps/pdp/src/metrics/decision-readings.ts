import { CacheCounts } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { API_VERSION } from '../http/describe-api.js';
import type { DECISION_METRICS } from './catalogue.js';
import { DecisionTally } from './decision-tally.js';
import { HttpTally } from './http-tally.js';
import { labelled, single } from './readings.js';
import type { Readings, Sample } from './readings.js';

const STOPS = ['facts', 'policy', 'log'] as const;

/** What is asked and answered, and the facts that it is answered from. */
@Injectable()
export class DecisionReadings {
  constructor(
    private readonly tally: DecisionTally,
    private readonly http: HttpTally,
    private readonly cache: CacheCounts,
  ) {}

  read(): Readings<keyof typeof DECISION_METRICS> {
    const { cache, http } = this;
    return {
      info: () => [{ labels: { version: API_VERSION }, value: 1 }],
      decisions: () => this.decisions(),
      stops: () => this.stops(),
      requests: () => this.requests(),
      errors: labelled('code', () => http.refusals),
      waiting: single(() => http.waiting.size),
      cacheHits: single(() => cache.hits),
      cacheMisses: single(() => cache.misses),
      cacheEvictions: single(() => cache.evictions),
      cacheEntries: single(() => cache.entries),
    };
  }

  private *decisions(): Iterable<Sample> {
    for (const { form, outcome, reason, count } of this.tally.decisions()) {
      yield { labels: { form, outcome, reason }, value: count };
    }
  }

  private *stops(): Iterable<Sample> {
    for (const [form, times] of this.tally.times()) {
      for (const stop of STOPS) {
        yield { labels: { form, stop }, value: times[stop] };
      }
    }
  }

  private *requests(): Iterable<Sample> {
    for (const { handler, method, code, times } of this.http.answered) {
      yield { labels: { code, handler, method }, value: times };
    }
  }
}
