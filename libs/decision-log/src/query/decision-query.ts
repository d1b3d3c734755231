import { NotFoundError } from '@legate/core';
import type { PageRequest } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { Parameters, toCondition } from './decision-filter.js';
import type { DecisionFilter } from './decision-filter.js';
import { decodePlace, encodePlace } from './entry-cursor.js';
import type { EntryPlace } from './entry-cursor.js';
import { LogReader } from './log-reader.js';

/** Entries as they are stored: the exact text of each. */
export interface EntryPage {
  readonly entries: readonly string[];
  readonly nextCursor: string | null;
}

interface EntryRow extends EntryPlace {
  readonly entry: string;
}

/** Reads the shipped decision log of a tenant. */
@Injectable()
export class DecisionQuery {
  constructor(private readonly log: LogReader) {}

  /** The newest first. @throws InvalidRequestError `cursor.invalid`; UnavailableError */
  async list(
    tenant: string,
    filter: DecisionFilter,
    { limit, cursor }: PageRequest,
  ): Promise<EntryPage> {
    const before = cursor === undefined ? null : decodePlace(cursor, tenant, filter);
    const { text, values } = listStatement(tenant, filter, { before, limit: limit + 1 });
    const rows = await this.log.read<EntryRow[]>(
      async (dataSource) => await dataSource.query(text, values),
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const isMore = rows.length > limit && last !== undefined;
    return {
      entries: page.map(({ entry }) => entry),
      nextCursor: isMore ? encodePlace(last, tenant, filter) : null,
    };
  }

  /** The exact text of an entry. @throws NotFoundError, also while it is not shipped yet; UnavailableError */
  async get(tenant: string, decisionId: string): Promise<string> {
    const filter = { decisionId };
    const { text, values } = listStatement(tenant, filter, { before: null, limit: 1 });
    const [row] = await this.log.read<EntryRow[]>(
      async (dataSource) => await dataSource.query(text, values),
    );
    if (row === undefined) {
      throw new NotFoundError('decision.not_found', `there is no entry of "${decisionId}"`);
    }
    return row.entry;
  }
}

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** The statement of one page. */
export function listStatement(
  tenant: string,
  filter: DecisionFilter,
  { before, limit }: { readonly before: EntryPlace | null; readonly limit: number },
): Statement {
  const parameters = new Parameters();
  const condition = toCondition(tenant, filter, parameters);
  const text = `SELECT entry, at, writer, seq FROM decisions WHERE ${condition}${
    before === null ? '' : ` AND ${isBefore(before, parameters)}`
  } ORDER BY at DESC, writer DESC, seq DESC LIMIT ${parameters.add(limit)}`;
  return { text, values: parameters.values };
}

/** The time also by itself: by it days are left out, and indexes are entered. */
function isBefore({ at, writer, seq }: EntryPlace, parameters: Parameters): string {
  const time = parameters.add(at);
  const place = `(${time}, ${parameters.add(writer)}::uuid, ${parameters.add(seq)}::bigint)`;
  return `at <= ${time} AND (at, writer, seq) < ${place}`;
}
