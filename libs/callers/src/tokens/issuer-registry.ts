import { ChangeFeed, FollowedMap } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { toIssuer } from './issuer-directory.js';
import type { IssuerRecord } from './issuer-directory.js';
import type { Issuer } from './issuer.js';

const MAX_REMEMBERED = 10_000;

/** The issuers that tenants believe, as fresh as everything else that is decided on. */
@Injectable()
export class IssuerRegistry {
  private readonly known: FollowedMap<Issuer>;

  constructor(
    private readonly queries: PreparedQueries,
    feed: ChangeFeed,
  ) {
    this.known = new FollowedMap(feed, { max: MAX_REMEMBERED, entities: ['issuer'] });
  }

  /** Null for one that the tenant does not believe; such are never remembered. @throws UnavailableError */
  async find(tenant: string, issuer: string): Promise<Issuer | null> {
    const known = this.known.recall(tenant, issuer);
    if (known !== undefined) {
      return known;
    }
    const values = [tenant, issuer];
    const [row] = await this.queries.run<IssuerRecord & { revision: number }>(FIND, values);
    if (row === undefined) {
      return null;
    }
    const value = toIssuer(row);
    this.known.keep(tenant, issuer, { value, revision: row.revision });
    return value;
  }
}

const FIND = {
  name: 'issuer',
  text: `
  SELECT i.id, i.document, COALESCE(w.revision, 0) AS "ownRevision", t.revision
  FROM issuers i JOIN writes w ON w.id = i.write_id JOIN tenants t ON t.id = i.tenant_id
  WHERE i.tenant_id = $1 AND i.issuer = $2 AND t.ended_at IS NULL`,
};
