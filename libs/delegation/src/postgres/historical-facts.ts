import type {
  DecisionRequest,
  DelegationChain,
  Facts,
  IdentityFacts,
  IdentityRef,
  ResourceAncestor,
  ResourceFacts,
} from '@legate/core';
import type { Identity, Resource, ResourceRef } from '@legate/directory';
import { requireReached } from '@legate/directory';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { MAX_LINEAGE, toPartyFacts, toPrincipalFacts } from '../identity-record.js';
import type { PartyRecord } from '../identity-record.js';
import { MAX_ANCESTORS, toResourceFacts } from '../resource-record.js';
import { Turns } from '../turns.js';
import { chainsAt } from './historical-chains.js';
import { PastDocuments } from './past-documents.js';

const MAX_AT_ONCE = 2;

/** A past state of a tenant, and the clock it is judged by. */
export interface AsOf {
  readonly revision: number;
  /** ms since the epoch; null for the moment of the revision's write. */
  readonly now: number | null;
}

/**
 * Puts the facts of a decision together as they were at a past revision, out of the history that every write leaves.
 * Slow and exact: for auditors, not for the hot path.
 */
@Injectable()
export class HistoricalFacts {
  private readonly turns = new Turns(MAX_AT_ONCE);

  constructor(private readonly dataSource: DataSource) {}

  /** @throws InvalidRequestError for a revision that is not there yet; UnavailableError */
  async load(request: DecisionRequest, asOf: AsOf): Promise<Facts> {
    return await this.turns.run(async () => await this.loadInTurn(request, asOf));
  }

  private async loadInTurn(request: DecisionRequest, asOf: AsOf): Promise<Facts> {
    try {
      return await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
        const at = await readMoment(tx, request.tenant, asOf.revision);
        const past = new PastDocuments(tx, request.tenant, asOf.revision);
        return await new Past(past).facts(request, asOf.revision, asOf.now ?? at);
      });
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

async function readMoment(tx: EntityManager, tenant: string, revision: number): Promise<number> {
  const [row]: { current: number; at: number | null }[] = await tx.query(MOMENT, [
    tenant,
    revision,
  ]);
  requireReached(revision, row?.current ?? 0);
  return row?.at ?? 0;
}

const MOMENT = `
  SELECT t.revision AS current, (extract(epoch FROM w.at) * 1000)::float8 AS at
  FROM tenants t LEFT JOIN writes w ON w.tenant_id = t.id AND w.revision = $2 WHERE t.id = $1`;

/** The facts of one question out of past documents. */
class Past {
  constructor(private readonly past: PastDocuments) {}

  async facts(request: DecisionRequest, revision: number, now: number): Promise<Facts> {
    const subject = await this.findSubject(request.subject);
    const actor = request.actor === null ? null : await this.findActor(request.actor);
    return {
      revision,
      now,
      subject: subject && (await this.principal(subject)),
      actor: actor && (await this.principal(actor)),
      resource: await this.resource(request.resource),
      chains: subject && actor ? await this.chains(subject, actor) : [],
    };
  }

  private async findSubject({ type, id }: DecisionRequest['subject']): Promise<Identity | null> {
    const kind = await this.past.kindOf(type);
    return kind === null ? null : await this.past.identity({ kind, id });
  }

  private async findActor(claim: NonNullable<DecisionRequest['actor']>): Promise<Identity | null> {
    const { kind, id, issuer } = claim;
    const found =
      issuer === null
        ? await this.past.identity({ kind, id })
        : await this.past.aliased({ issuer, subject: id });
    return found?.kind === 'user' ? null : found;
  }

  private async principal(identity: Identity): Promise<IdentityFacts> {
    const { attributes } = identity;
    const party = toPartyFacts(await this.party(identity));
    return toPrincipalFacts(party, { attributes, ...(await this.past.held(identity)) });
  }

  private async party(identity: Identity): Promise<PartyRecord> {
    const { kind, id, status, ceiling = null, notBefore = null } = identity;
    const owners = await this.past.identities(identity.owners);
    return {
      uid: 0,
      kind,
      id,
      status,
      ceiling,
      notBefore,
      hasLiveOwner: owners.some((owner) => owner.status === 'active' && owner.kind !== 'agent'),
      owners: [],
      lineage: await this.lineage(identity),
    };
  }

  private async lineage({ parent }: Identity): Promise<PartyRecord['lineage']> {
    const above: Identity[] = [];
    for (let id = parent; id !== undefined && above.length < MAX_LINEAGE;) {
      const agent: Identity | null = await this.past.identity({ kind: 'agent', id });
      if (agent === null) {
        break;
      }
      above.push(agent);
      id = agent.parent;
    }
    return above.map(({ id, status, ceiling = null }) => ({ id, status, ceiling }));
  }

  private async resource(ref: ResourceRef): Promise<ResourceFacts | null> {
    const stored = await this.past.resource(ref);
    if (stored === null) {
      return null;
    }
    const { attributes, status, digest = null, owner = null } = stored;
    const ancestors = await this.above(stored);
    return toResourceFacts(stored, { attributes, status, digest, owner, ancestors });
  }

  private async above({ parent }: Resource): Promise<readonly ResourceAncestor[]> {
    const above: ResourceAncestor[] = [];
    for (let ref = parent; ref !== undefined && above.length < MAX_ANCESTORS;) {
      const outer: Resource | null = await this.past.resource(ref);
      if (outer === null) {
        break;
      }
      above.push({ type: outer.type, id: outer.id, attributes: outer.attributes });
      ref = outer.parent;
    }
    return above;
  }

  private async chains(
    subject: IdentityRef,
    actor: IdentityRef,
  ): Promise<readonly DelegationChain[]> {
    return await chainsAt(this.past, { subject, actor }, async (ref) => {
      const identity = await this.past.identity(ref);
      if (identity === null) {
        throw new Error(`the history of ${ref.kind} "${ref.id}" has a gap`);
      }
      return toPartyFacts(await this.party(identity));
    });
  }
}
