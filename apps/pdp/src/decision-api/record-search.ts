import { randomUUID } from 'node:crypto';
import { UnavailableError } from '@legate/core';
import { DecisionRecorder } from '@legate/decision-log';
import type { SearchToLog } from '@legate/decision-log';
import type { AtRevision, Found, SearchQuery } from '@legate/insight';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { askingOf } from './asking-of.js';

/** Records searches before they are answered: one entry each. */
@Injectable()
export class RecordSearch {
  constructor(private readonly recorder: DecisionRecorder) {}

  /** @throws UnavailableError `log.unavailable`: then nothing is told of what was found */
  async record(
    search: SearchToLog['search'],
    query: SearchQuery,
    { value, revision }: AtRevision<Found>,
    http: FastifyRequest,
  ): Promise<void> {
    const decisionId = randomUUID();
    // With anything in the open place, which is left out again.
    const { subject, actor, action, resource, context } = query.about(decisionId);
    const { type, properties } = resource;
    const found: SearchToLog = {
      asking: askingOf(http, 'search'),
      decisionId,
      search,
      subject: search === 'subject' ? { type: subject.type } : subject,
      actor,
      action: search === 'action' ? null : action,
      resource: search === 'resource' ? { type, properties } : resource,
      context,
      results: value.results.length,
      revision,
    };
    if (!(await this.recorder.searched(found))) {
      throw new UnavailableError('log.unavailable', 'the search could not be recorded');
    }
  }
}
