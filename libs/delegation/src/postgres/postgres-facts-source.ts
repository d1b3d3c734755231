import type {
  Attributes,
  DecisionRequest,
  DelegationChain,
  Facts,
  GrantFacts,
  IdentityFacts,
} from '@legate/core';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { FactsSource } from '../facts-source.js';
import {
  GRANT_JSON,
  identityJson,
  JOIN_PARTIES,
  toGrantFacts,
  toIdentityFacts,
} from '../grant-record.js';
import type { GrantRecord, IdentityRecord } from '../grant-record.js';

/** Loads facts from Postgres with one statement, so from one snapshot. */
@Injectable()
export class PostgresFactsSource extends FactsSource {
  constructor(private readonly queries: PreparedQueries) {
    super();
  }

  override async load(request: DecisionRequest): Promise<Facts> {
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
    return toFacts(row, resource);
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

function toFacts(row: FactsRecord | undefined, { type, id }: DecisionRequest['resource']): Facts {
  if (row === undefined) {
    throw new Error('the tenant is gone');
  }
  return {
    revision: row.revision,
    now: row.now,
    subject: toIdentity(row.subject),
    actor: toIdentity(row.actor),
    resource: row.resource === null ? null : { type, id, attributes: row.resource },
    chains: toChains(row.grants ?? []),
  };
}

function toIdentity(record: IdentityRecord | null): IdentityFacts | null {
  return record === null ? null : toIdentityFacts(record);
}

/** Shortest first, then by id. A chain with a link missing carries nothing and is left out. */
function toChains(
  records: readonly (GrantRecord & { readonly leaf: boolean })[],
): readonly DelegationChain[] {
  const grants = new Map(records.map((record) => [record.id, toGrantFacts(record)]));
  return records
    .filter(({ leaf }) => leaf)
    .sort((one, other) => one.path.length - other.path.length || (one.id < other.id ? -1 : 1))
    .flatMap(({ path }) => toChain(path, grants));
}

function toChain(
  path: readonly string[],
  grants: ReadonlyMap<string, GrantFacts>,
): readonly DelegationChain[] {
  const [root, ...below] = path.flatMap((id) => grants.get(id) ?? []);
  return root !== undefined && below.length === path.length - 1 ? [[root, ...below]] : [];
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
