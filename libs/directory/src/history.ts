import { InvalidRequestError } from '@legate/core';
import { PreparedQueries } from '@legate/persistence';
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
    const [row] = await this.queries.run<{ current: number; document: T | null }>(AT, [
      tenant,
      entity,
      key,
      revision,
    ]);
    const current = row?.current ?? 0;
    if (revision > current) {
      throw new InvalidRequestError(
        'request.invalid',
        `at_revision is later than the current revision ${current}`,
      );
    }
    return row?.document ?? null;
  }
}

const AT = {
  name: 'history-at',
  text: `
  SELECT t.revision AS current, (
    SELECT c.document FROM changes c
    WHERE c.tenant_id = $1 AND c.entity = $2 AND c.key = $3 AND c.revision <= $4
    ORDER BY c.revision DESC, c.position DESC LIMIT 1
  ) AS document
  FROM tenants t WHERE t.id = $1`,
};
