import type { Attributes, DecisionRequest } from '@legate/core';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { LoadedFacts, LoadedGrant, LoadedIdentity } from '../cache/loaded-facts.js';
import {
  GRANT_JSON,
  identityJson,
  JOIN_PARTIES,
  toGrantFacts,
  toIdentityFacts,
} from '../grant-record.js';
import type { GrantRecord, IdentityRecord } from '../grant-record.js';
import { toChains } from './to-chains.js';

/** Loads facts from Postgres with one statement, so from one snapshot. */
@Injectable()
export class PostgresFacts {
  constructor(private readonly queries: PreparedQueries) {}

  /** @throws UnavailableError */
  async load(request: DecisionRequest): Promise<LoadedFacts> {
    const { tenant, subject, actor, resource } = request;
    // An actor with an issuer is named by an alias; none are stored yet, so it is unknown.
    const local = actor !== null && actor.issuer === null ? actor : null;
    const values = [
      tenant,
      subject.type,
      subject.id,
      local?.kind ?? null,
      local?.id ?? null,
      resource.type,
      resource.id,
    ];
    const [row] = await this.queries.run<FactsRecord>(LOAD, values);
    return toLoadedFacts(row, resource);
  }
}

interface FactsRecord {
  readonly revision: number;
  readonly now: number;
  readonly subject: IdentityRecord | null;
  readonly actor: IdentityRecord | null;
  readonly resource: Attributes | null;
  /** Every grant on the way from the subject to the actor, the ones that end there marked. */
  readonly grants: readonly (GrantRecord & { readonly leaf: boolean })[] | null;
}

function toLoadedFacts(
  row: FactsRecord | undefined,
  { type, id }: DecisionRequest['resource'],
): LoadedFacts {
  if (row === undefined) {
    throw new Error('the tenant is gone');
  }
  const subject = toLoadedIdentity(row.subject);
  const actor = toLoadedIdentity(row.actor);
  const records = row.grants ?? [];
  const grants = records.map(toLoadedGrant);
  const chains = toChains(
    records.filter(({ leaf }) => leaf),
    new Map(grants.map(({ facts }) => [facts.id, facts])),
  );
  return {
    facts: {
      revision: row.revision,
      now: row.now,
      subject: subject?.facts ?? null,
      actor: actor?.facts ?? null,
      resource: row.resource === null ? null : { type, id, attributes: row.resource },
      chains,
    },
    subject,
    actor,
    grants,
    paths: chains.map((chain) => chain.map((grant) => grant.id)),
  };
}

function toLoadedIdentity(record: IdentityRecord | null): LoadedIdentity | null {
  return record === null ? null : toPresentIdentity(record);
}

function toPresentIdentity(record: IdentityRecord): LoadedIdentity {
  return { uid: record.uid, facts: toIdentityFacts(record), owners: record.owners };
}

function toLoadedGrant(record: GrantRecord): LoadedGrant {
  return {
    facts: toGrantFacts(record),
    grantor: toPresentIdentity(record.grantor),
    grantee: toPresentIdentity(record.grantee),
  };
}

const LOAD = {
  name: 'decision-facts',
  text: `
  WITH subject AS (SELECT * FROM identities WHERE tenant_id = $1 AND kind = $2 AND id = $3),
    actor AS (SELECT * FROM identities WHERE tenant_id = $1 AND kind = $4 AND id = $5),
    leaf AS (
      SELECT g.id, g.path FROM grants g, subject, actor
      WHERE g.tenant_id = $1 AND g.grantee_uid = actor.uid AND g.root_grantor_uid = subject.uid
    ),
    link AS (
      SELECT g.* FROM grants g WHERE g.tenant_id = $1 AND g.id IN (SELECT unnest(path) FROM leaf)
    )
  SELECT t.revision, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
    (SELECT ${identityJson('subject')} FROM subject) AS subject,
    (SELECT ${identityJson('actor')} FROM actor) AS actor,
    (SELECT r.attributes FROM resources r WHERE r.tenant_id = $1 AND r.type = $6 AND r.id = $7) AS resource,
    (SELECT jsonb_agg(${GRANT_JSON} || jsonb_build_object('leaf', g.id IN (SELECT id FROM leaf)))
      FROM link g ${JOIN_PARTIES}) AS grants
  FROM tenants t WHERE t.id = $1`,
};
