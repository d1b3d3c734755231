import type { DelegationChain, GrantFacts, IdentityFacts, IdentityRef } from '@legate/core';
import { BARE_GRANT_JSON, withParties } from '../grant-record.js';
import type { BareGrantRecord } from '../grant-record.js';
import { Gather } from './gather.js';
import { MAX_LEAVES } from './load-facts.sql.js';
import type { PastReader } from './past-reader.js';
import { toChains } from './to-chains.js';

interface LinkRecord {
  readonly n: number;
  readonly record: BareGrantRecord;
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
  readonly leaf: boolean;
  /** Whether it was revoked by then. */
  readonly revoked: boolean;
}

/** Whom the chains are between, and when. */
interface Ends {
  readonly subject: IdentityRef;
  readonly actor: IdentityRef;
  readonly revision: number;
}

/**
 * The chains between two identities as of any revision. Grants never change but for their revocation, and keep
 * their parties from being deleted, so they are read where they are stored.
 */
export class HistoricalChains {
  private readonly links: Gather<Ends, readonly LinkRecord[]>;

  constructor(private readonly reader: PastReader) {
    this.links = new Gather(
      ({ subject, actor, revision }) =>
        JSON.stringify([revision, subject.kind, subject.id, actor.kind, actor.id]),
      async (asked) => await this.readLinks(asked),
    );
  }

  /** As a decision at `now` looks at them: as many, those that are not over first. */
  async between(
    ends: Ends,
    now: number,
    partyAt: (ref: IdentityRef) => Promise<IdentityFacts>,
  ): Promise<readonly DelegationChain[]> {
    const grants = new Map<string, GrantFacts>();
    const leaves: LinkRecord[] = [];
    for (const link of await this.links.get(ends)) {
      const { record, grantor, grantee, revoked } = link;
      const parties = { grantor: await partyAt(grantor), grantee: await partyAt(grantee) };
      const facts = withParties(record, parties);
      grants.set(facts.id, { ...facts, revokedAt: revoked ? facts.revokedAt : null });
      if (link.leaf) {
        leaves.push(link);
      }
    }
    return toChains(looked(leaves, now), grants);
  }

  private async readLinks(asked: readonly Ends[]): Promise<readonly (readonly LinkRecord[])[]> {
    const rows = await this.reader.query<LinkRecord>(LINKS, [
      asked.map(({ revision }) => revision),
      asked.map(({ subject }) => subject.kind),
      asked.map(({ subject }) => subject.id),
      asked.map(({ actor }) => actor.kind),
      asked.map(({ actor }) => actor.id),
    ]);
    const found = asked.map((): LinkRecord[] => []);
    for (const row of rows) {
      found[row.n - 1]?.push(row);
    }
    return found;
  }
}

function looked(leaves: readonly LinkRecord[], now: number): readonly BareGrantRecord[] {
  const isOver = ({ revoked, record: { expiresAt } }: LinkRecord): number =>
    revoked || (expiresAt !== null && Date.parse(expiresAt) <= now) ? 1 : 0;
  return leaves
    .toSorted(
      (one, other) => isOver(one) - isOver(other) || (one.record.id < other.record.id ? -1 : 1),
    )
    .slice(0, MAX_LEAVES)
    .map(({ record }) => record);
}

const LINKS = `
  WITH asked AS MATERIALIZED (
      SELECT n::int AS n, revision,
        (SELECT uid FROM identities WHERE tenant_id = $1 AND kind = subject_kind AND id = subject_id) AS subject_uid,
        (SELECT uid FROM identities WHERE tenant_id = $1 AND kind = actor_kind AND id = actor_id) AS actor_uid
      FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
        AS a (revision, subject_kind, subject_id, actor_kind, actor_id, n)
    ),
    leaf AS MATERIALIZED (
      SELECT a.n, a.revision, g.id, g.path
      FROM asked a JOIN grants g ON g.tenant_id = $1 AND g.root_grantor_uid = a.subject_uid AND g.grantee_uid = a.actor_uid
        JOIN writes w ON w.id = g.created_write AND w.revision <= a.revision
    ),
    link AS MATERIALIZED (
      SELECT l.n, l.revision, step.id, bool_or(step.id = l.id) AS leaf
      FROM leaf l, unnest(l.path) AS step (id) GROUP BY l.n, l.revision, step.id
    )
  SELECT link.n, ${BARE_GRANT_JSON} AS record, link.leaf,
    COALESCE(w.revision <= link.revision, false) AS revoked,
    jsonb_build_object('kind', grantor.kind, 'id', grantor.id) AS grantor,
    jsonb_build_object('kind', grantee.kind, 'id', grantee.id) AS grantee
  FROM link JOIN grants g ON g.tenant_id = $1 AND g.id = link.id
    JOIN identities grantor ON grantor.tenant_id = $1 AND grantor.uid = g.grantor_uid
    JOIN identities grantee ON grantee.tenant_id = $1 AND grantee.uid = g.grantee_uid
    LEFT JOIN writes w ON w.id = g.revoked_write`;
