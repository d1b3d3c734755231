import { IDENTITY_KINDS } from '@legate/core';
import type { DecisionRequest, GrantFacts } from '@legate/core';
import { PreparedQueries } from '@legate/persistence';
import type { RunQuery } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { LoadedFacts } from '../cache/loaded-facts.js';
import { Turns } from '../turns.js';
import { readChains } from './chains.js';
import type { ChainsRecord } from './chains.js';
import { toFactsQuery } from './load-facts.sql.js';
import { People } from './people.js';
import type { HeldRecord, HolderRow, PartiesRecord } from './people.js';
import { toResources } from './places.js';
import type { PlacesRecord } from './places.js';

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
export async function loadFacts(run: RunQuery, request: DecisionRequest): Promise<LoadedFacts> {
  const { query, values } = toFactsQuery(request);
  const [row] = await run<FactsRecord>(query, values);
  if (row === undefined) {
    throw new Error('the tenant is gone');
  }
  return toLoadedFacts(row);
}

interface FactsRecord extends PartiesRecord, HeldRecord, PlacesRecord, Partial<ChainsRecord> {
  readonly revision: number;
  readonly now: number;
  readonly subjectKind: string | null;
  readonly subject: HolderRow | null;
  /** Absent when nobody acts. */
  readonly actor?: HolderRow | null;
}

function toLoadedFacts(row: FactsRecord): LoadedFacts {
  const people = new People(row);
  const subject = people.principal(row.subject);
  const actor = people.principal(row.actor ?? null);
  const { revision, now, subjectKind, paths = null, links = null } = row;
  const { grants, chains } = readChains({ paths, links }, people);
  return {
    facts: {
      revision,
      now,
      subject: subject?.facts ?? null,
      actor: actor?.facts ?? null,
      resource: toResources(row)[0] ?? null,
      chains,
    },
    subjectKind: IDENTITY_KINDS.find((kind) => kind === subjectKind) ?? null,
    subject,
    actor,
    grants,
    paths: chains.map((chain: readonly GrantFacts[]) => chain.map((grant) => grant.id)),
  };
}
