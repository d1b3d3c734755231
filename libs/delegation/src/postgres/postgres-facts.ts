import { IDENTITY_KINDS } from '@legate/core';
import type { DecisionRequest, DelegationChain, GrantFacts } from '@legate/core';
import { PreparedQueries } from '@legate/persistence';
import type { RunQuery } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type {
  LoadedFacts,
  LoadedGrant,
  LoadedIdentity,
  LoadedPrincipal,
} from '../cache/loaded-facts.js';
import { withParties } from '../grant-record.js';
import type { BareGrantRecord } from '../grant-record.js';
import { toPartyFacts, toPrincipalFacts } from '../identity-record.js';
import type { PartyRecord, PrincipalRecord } from '../identity-record.js';
import { toResourceFacts } from '../resource-record.js';
import type { ResourceRecord } from '../resource-record.js';
import { Turns } from '../turns.js';
import { LOAD_FACTS } from './load-facts.sql.js';
import { toChains } from './to-chains.js';

/** Each holds a connection that single decisions may need, so further ones wait. */
const MAX_SNAPSHOTS = 2;

/** Loads facts from Postgres with one statement, so from one snapshot. */
@Injectable()
export class PostgresFacts {
  private readonly turns = new Turns(MAX_SNAPSHOTS);

  constructor(private readonly queries: PreparedQueries) {}

  /** @throws UnavailableError */
  async load(request: DecisionRequest): Promise<LoadedFacts> {
    return await loadFacts(async (query, values) => await this.queries.run(query, values), request);
  }

  /** The facts of each request, in their order: of one snapshot, and with one reading of the clock. */
  async loadAll(requests: readonly DecisionRequest[]): Promise<readonly LoadedFacts[]> {
    return await this.turns.run(
      async () =>
        await this.queries.snapshot(async (run) => {
          const loaded: LoadedFacts[] = [];
          for (const request of requests) {
            const next = await loadFacts(run, request);
            const now = loaded[0]?.facts.now ?? next.facts.now;
            loaded.push({ ...next, facts: { ...next.facts, now } });
          }
          return loaded;
        }),
    );
  }
}

/** What a decision depends on, by one statement. */
export async function loadFacts(
  run: RunQuery,
  { tenant, subject, actor, resource }: DecisionRequest,
): Promise<LoadedFacts> {
  const [row] = await run<FactsRecord>(LOAD_FACTS, [
    tenant,
    subject.type,
    subject.id,
    actor?.kind ?? null,
    actor?.id ?? null,
    actor?.issuer ?? null,
    resource.type,
    resource.id,
  ]);
  return toLoadedFacts(row, { type: resource.type, id: resource.id });
}

/** The chains of one statement, out of JSON. */
export interface ChainsRecord {
  /** Every grant on the way from a subject to an actor, the ones that end there marked. */
  readonly grants: readonly (BareGrantRecord & { readonly leaf: boolean })[] | null;
  readonly parties: readonly PartyRecord[] | null;
}

interface FactsRecord extends ChainsRecord {
  readonly revision: number;
  readonly now: number;
  readonly subjectKind: string;
  readonly subject: PrincipalRecord | null;
  readonly actor: PrincipalRecord | null;
  readonly resource: ResourceRecord | null;
}

function toLoadedFacts(
  row: FactsRecord | undefined,
  ref: { readonly type: string; readonly id: string },
): LoadedFacts {
  if (row === undefined) {
    throw new Error('the tenant is gone');
  }
  const subject = row.subject === null ? null : toPrincipal(row.subject);
  const actor = row.actor === null ? null : toPrincipal(row.actor);
  const { grants, chains } = readChains(row);
  const { revision, now, subjectKind } = row;
  return {
    facts: {
      revision,
      now,
      subject: subject?.facts ?? null,
      actor: actor?.facts ?? null,
      resource: row.resource && toResourceFacts(ref, row.resource),
      chains,
    },
    subjectKind: IDENTITY_KINDS.find((kind) => kind === subjectKind) ?? null,
    subject,
    actor,
    grants,
    paths: chains.map((chain: readonly GrantFacts[]) => chain.map((grant) => grant.id)),
  };
}

/** Puts the chains of a statement together: shortest first, then by id. */
export function readChains({ grants: records, parties }: ChainsRecord): {
  readonly grants: readonly LoadedGrant[];
  readonly chains: readonly DelegationChain[];
} {
  const grants = toGrants(records ?? [], parties ?? []);
  const leaves = (records ?? []).filter(({ leaf }) => leaf);
  const known = new Map(grants.map(({ facts }) => [facts.id, facts]));
  return { grants, chains: toChains(leaves, known) };
}

function toPrincipal(record: PrincipalRecord): LoadedPrincipal {
  const { uid, groups } = record;
  return { uid, facts: toPrincipalFacts(record), hangsOn: hangsOn(record), groups };
}

function hangsOn({ owners, lineage }: PartyRecord): readonly string[] {
  return [...owners, ...lineage.map(({ id }) => `agent/${id}`)];
}

function toGrants(
  records: readonly BareGrantRecord[],
  parties: readonly PartyRecord[],
): readonly LoadedGrant[] {
  const known = new Map<number, LoadedIdentity>(
    parties.map((record) => [
      record.uid,
      { uid: record.uid, facts: toPartyFacts(record), hangsOn: hangsOn(record) },
    ]),
  );
  return records.flatMap((record) => {
    const [grantor, grantee] = [known.get(record.grantorUid), known.get(record.granteeUid)];
    return grantor === undefined || grantee === undefined
      ? []
      : [{ facts: withParties(record, factsOf(grantor, grantee)), grantor, grantee }];
  });
}

function factsOf(
  grantor: LoadedIdentity,
  grantee: LoadedIdentity,
): Pick<GrantFacts, 'grantor' | 'grantee'> {
  return { grantor: grantor.facts, grantee: grantee.facts };
}
