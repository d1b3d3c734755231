import { IDENTITY_KINDS } from '@legate/core';
import type {
  DecisionRequest,
  DelegationChain,
  GrantFacts,
  IdentityRef,
  ResourceAncestor,
  ResourceFacts,
} from '@legate/core';
import { PreparedQueries } from '@legate/persistence';
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
import { LOAD_FACTS } from './load-facts.sql.js';
import { toChains } from './to-chains.js';

/** Loads facts from Postgres with one statement, so from one snapshot. */
@Injectable()
export class PostgresFacts {
  constructor(private readonly queries: PreparedQueries) {}

  /** @throws UnavailableError */
  async load({ tenant, subject, actor, resource }: DecisionRequest): Promise<LoadedFacts> {
    const [row] = await this.queries.run<FactsRecord>(LOAD_FACTS, [
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
}

interface FactsRecord {
  readonly revision: number;
  readonly now: number;
  readonly subjectKind: string;
  readonly subject: PrincipalRecord | null;
  readonly actor: PrincipalRecord | null;
  readonly resource: ResourceRecord | null;
  /** Every grant on the way from the subject to the actor, the ones that end there marked. */
  readonly grants: readonly LinkRecord[] | null;
  readonly parties: readonly PartyRecord[] | null;
}

interface LinkRecord extends BareGrantRecord {
  readonly leaf: boolean;
}

interface ResourceRecord extends Pick<ResourceFacts, 'attributes' | 'status' | 'digest'> {
  readonly owner: IdentityRef | null;
  readonly ancestors: readonly ResourceAncestor[] | null;
}

function toLoadedFacts(
  row: FactsRecord | undefined,
  ref: { readonly type: string; readonly id: string },
): LoadedFacts {
  if (row === undefined) {
    throw new Error('the tenant is gone');
  }
  const subject = toPrincipal(row.subject);
  const actor = toPrincipal(row.actor);
  const { grants, chains } = toGrants(row.grants ?? [], row.parties ?? []);
  return {
    facts: {
      revision: row.revision,
      now: row.now,
      subject: subject?.facts ?? null,
      actor: actor?.facts ?? null,
      resource: toResourceFacts(row.resource, ref),
      chains,
    },
    subjectKind: IDENTITY_KINDS.find((kind) => kind === row.subjectKind) ?? null,
    subject,
    actor,
    grants,
    paths: chains.map((chain: readonly GrantFacts[]) => chain.map((grant) => grant.id)),
  };
}

function toResourceFacts(
  record: ResourceRecord | null,
  ref: { readonly type: string; readonly id: string },
): ResourceFacts | null {
  return record && { ...ref, ...record, ancestors: record.ancestors ?? [] };
}

function toPrincipal(record: PrincipalRecord | null): LoadedPrincipal | null {
  return (
    record && {
      uid: record.uid,
      facts: toPrincipalFacts(record),
      hangsOn: hangsOn(record),
      groups: record.groups,
    }
  );
}

function hangsOn({ owners, lineage }: PartyRecord): readonly string[] {
  return [...owners, ...lineage.map(({ id }) => `agent/${id}`)];
}

function toGrants(
  records: readonly LinkRecord[],
  parties: readonly PartyRecord[],
): { readonly grants: readonly LoadedGrant[]; readonly chains: readonly DelegationChain[] } {
  const known = new Map(parties.map((record) => [record.uid, toParty(record)]));
  const grants = records.flatMap((record) => {
    const [grantor, grantee] = [known.get(record.grantorUid), known.get(record.granteeUid)];
    return grantor === undefined || grantee === undefined
      ? []
      : [{ facts: withParties(record, factsOf(grantor, grantee)), grantor, grantee }];
  });
  const leaves = records.filter(({ leaf }) => leaf);
  const byId = new Map(grants.map(({ facts }) => [facts.id, facts]));
  return { grants, chains: toChains(leaves, byId) };
}

function toParty(record: PartyRecord): LoadedIdentity {
  return { uid: record.uid, facts: toPartyFacts(record), hangsOn: hangsOn(record) };
}

function factsOf(
  grantor: LoadedIdentity,
  grantee: LoadedIdentity,
): Pick<GrantFacts, 'grantor' | 'grantee'> {
  return { grantor: grantor.facts, grantee: grantee.facts };
}
