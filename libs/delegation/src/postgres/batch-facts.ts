import type {
  DecisionRequest,
  DelegationChain,
  IdentityFacts,
  IdentityKind,
  ResourceFacts,
} from '@legate/core';
import type { EntityManager } from 'typeorm';
import type { LoadedFacts } from '../cache/loaded-facts.js';
import { readChains } from './chains.js';
import type { ChainsRecord } from './chains.js';
import {
  LOAD_CHAINS,
  LOAD_PAIR,
  LOAD_PRINCIPALS,
  LOAD_PRINCIPALS_OF_KIND,
  LOAD_RESOURCES,
  LOAD_ROOT_GRANTORS,
} from './load-facts.sql.js';
import { People } from './people.js';
import type { HeldRecord, HolderRow, PartiesRecord } from './people.js';
import { toResources } from './places.js';
import type { PlacesRecord } from './places.js';
import { loadFacts } from './postgres-facts.js';

/** Both ends of a delegation and every chain between them, as a decision about them has it. */
export interface PairFacts {
  readonly subject: IdentityFacts;
  readonly actor: IdentityFacts;
  /** Shortest first, then by id. */
  readonly chains: readonly DelegationChain[];
}

export interface Principal {
  readonly uid: number;
  readonly facts: IdentityFacts;
}

/**
 * Loads facts in batches within one transaction, for questions about many candidates at once. What it gives is what
 * `FactsSource` gives for each of them at that revision.
 */
export class BatchFacts {
  constructor(
    private readonly tx: EntityManager,
    private readonly tenant: string,
  ) {}

  /** What a decision about the request depends on. */
  async of(request: DecisionRequest): Promise<LoadedFacts> {
    return await loadFacts(
      async (query, values) => await this.tx.query(query.text, [...values]),
      request,
    );
  }

  /** The pair by uid; null when one of them is gone. */
  async pair(subjectUid: number, actorUid: number): Promise<PairFacts | null> {
    type Row = ChainsRecord &
      PartiesRecord &
      HeldRecord &
      Record<'subject' | 'actor', HolderRow | null>;
    const values = [this.tenant, subjectUid, actorUid];
    const [row]: Row[] = await this.tx.query(LOAD_PAIR, values);
    if (row === undefined || row.subject === null || row.actor === null) {
      return null;
    }
    const people = new People(row);
    const [subject, actor] = [people.principal(row.subject), people.principal(row.actor)];
    const { chains } = readChains(row, people);
    return { subject: subject.facts, actor: actor.facts, chains };
  }

  /** The chains that end at the grants, by the id of that grant. */
  async chains(grantIds: readonly string[]): Promise<ReadonlyMap<string, DelegationChain>> {
    if (grantIds.length === 0) {
      return new Map();
    }
    const values = [this.tenant, grantIds];
    const rows: (ChainsRecord & PartiesRecord)[] = await this.tx.query(LOAD_CHAINS, values);
    const chains = rows.flatMap((row) => readChains(row, new People(row)).chains);
    return new Map(chains.map((chain) => [(chain.at(-1) ?? chain[0]).id, chain]));
  }

  /** Identities whose uid is above the one given, by uid. */
  async principals(afterUid: number, limit: number): Promise<readonly Principal[]> {
    return await this.readPrincipals(LOAD_PRINCIPALS, [afterUid, limit]);
  }

  /** Identities of a kind whose id is above the one given, by id. */
  async principalsOfKind(
    kind: IdentityKind,
    afterId: string,
    limit: number,
  ): Promise<readonly Principal[]> {
    return await this.readPrincipals(LOAD_PRINCIPALS_OF_KIND, [kind, afterId, limit]);
  }

  private async readPrincipals(
    statement: string,
    values: readonly unknown[],
  ): Promise<readonly Principal[]> {
    type Row = PartiesRecord & HeldRecord & { readonly holders: readonly HolderRow[] | null };
    const rows: Row[] = await this.tx.query(statement, [this.tenant, ...values]);
    return rows.flatMap((row) => {
      const people = new People(row);
      return (row.holders ?? []).map((holder) => people.principal(holder));
    });
  }

  /** Those of the subjects that any chain leads from to the actor, dead ones too. */
  async subjectsOf(actorUid: number, subjectUids: readonly number[]): Promise<ReadonlySet<number>> {
    const values = [this.tenant, actorUid, subjectUids];
    const rows: { uid: number }[] = await this.tx.query(LOAD_ROOT_GRANTORS, values);
    return new Set(rows.map(({ uid }) => uid));
  }

  /** Resources of a type whose id is at least the one given, or above it, by id. */
  async resources(
    type: string,
    from: { readonly id: string; readonly isAfter: boolean },
    limit: number,
  ): Promise<readonly ResourceFacts[]> {
    const values = [this.tenant, type, from.id, from.isAfter, limit];
    const rows: PlacesRecord[] = await this.tx.query(LOAD_RESOURCES, values);
    return rows.flatMap((row) => toResources(row));
  }
}
