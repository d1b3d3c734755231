import { InvalidRequestError } from '@legate/core';
import type { Attributes } from '@legate/core';
import { indexedKey, PreparedQueries } from '@legate/persistence';
import type { Change } from '@legate/persistence';
import { Injectable } from '@nestjs/common';

/** Reads objects as they were: the feed of changes keeps each as it was after every write. */
@Injectable()
export class History {
  constructor(private readonly queries: PreparedQueries) {}

  /**
   * The object as of a revision; null when it did not exist then.
   *
   * @throws InvalidRequestError for a revision that is not there yet; UnavailableError.
   */
  async at<T>(
    tenant: string,
    { entity, key }: Pick<Change, 'entity' | 'key'>,
    revision: number,
  ): Promise<T | null> {
    const values = [tenant, entity, key, revision];
    const [row] = await this.queries.run<Found>(AT, values);
    requireReached(revision, row?.current ?? 0);
    const document = row?.document ?? null;
    return document === null ? null : ({ ...document, revision: row?.revision } as T);
  }
}

interface Found {
  readonly current: number;
  readonly document: Attributes | null;
  readonly revision: number | null;
}

/** @throws InvalidRequestError for a revision that is not there yet. */
export function requireReached(revision: number, current: number): void {
  if (revision > current) {
    throw new InvalidRequestError(
      'request.invalid',
      `at_revision is later than the current revision ${current}`,
    );
  }
}

const AT = {
  name: 'history-at',
  text: `
  SELECT t.revision AS current, last.document, last.revision
  FROM tenants t LEFT JOIN LATERAL (
    SELECT c.document, w.revision FROM changes c JOIN writes w ON w.id = c.write_id
    WHERE c.tenant_id = $1 AND c.entity = $2 AND ${indexedKey('c.key')} = ${indexedKey('$3')} AND c.key = $3
      AND w.revision <= $4
    ORDER BY w.revision DESC, c.position DESC LIMIT 1
  ) last ON true
  WHERE t.id = $1`,
};
