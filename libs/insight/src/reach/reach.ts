import { NotFoundError } from '@legate/core';
import type { IdentityFacts, IdentityRef } from '@legate/core';
import { DecisionLimits, Judge } from '@legate/decision';
import type { PairFacts } from '@legate/delegation';
import type { Page, PageRequest } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { findDeath, leafOf } from '../chain-life.js';
import { Examiner } from '../examine.js';
import type { Permission } from '../examine.js';
import { Snapshots } from '../snapshot.js';
import type { AtRevision, Snapshot } from '../snapshot.js';
import { isActor } from '../standing.js';
import type { Standing } from '../standing.js';
import { FIRST_TARGET, namedTypes, walkTargets } from '../targets.js';
import type { TargetFilter, TargetPosition } from '../targets.js';
import { collect, isUid, PAIR_COST, readPosition, skip } from '../walk.js';
import type { Position, Step } from '../walk.js';
import { summarizeChains } from './chain-summary.js';
import type { ChainSummaries } from './chain-summary.js';

/** Something that an identity can do. */
export interface Reached extends Permission {
  readonly mode: 'autonomous' | 'delegated';
  /** Whom it does it for; itself when autonomous. */
  readonly subject: IdentityRef;
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
}

export interface ReachPage extends Page<Reached> {
  /** On the first page: the chains that end at the identity. */
  readonly chains?: ChainSummaries;
}

export interface ReachQuery extends TargetFilter, PageRequest {
  readonly identity: IdentityRef;
}

/** What an identity can do: by itself, and for each subject that a chain of grants leads from. */
@Injectable()
export class Reach {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly judge: Judge,
    private readonly limits: DecisionLimits,
  ) {}

  /**
   * The candidates are the stored resources with the known actions on their type. Each is judged as a decision with an
   * empty context is; one that is denied only for what the context does not say is given with its condition.
   *
   * @throws NotFoundError, InvalidRequestError, UnavailableError
   */
  async of(tenant: string, query: ReachQuery): Promise<AtRevision<ReachPage>> {
    const position = readPosition(query, isReachPosition);
    return await this.snapshots.read(tenant, async (snapshot) => {
      const { uid, facts } = await findIdentity(snapshot, query.identity);
      const life = { now: snapshot.now, limits: this.limits };
      const walk = new ReachWalk({ ...life, judge: this.judge, snapshot, query }, { uid, facts });
      const page = await collect(walk.steps(position), query.limit);
      return position === null
        ? { ...page, chains: await summarizeChains(snapshot, { uid, ...life }) }
        : page;
    });
  }
}

/** Stands for the uid of the subject where there is no other than the identity. No identity has it. */
const ITSELF = 0;

function readStart(position: Position | null): {
  readonly fromUid: number;
  readonly from: TargetPosition;
} {
  const [uid, type, id, action] = position ?? [];
  return type === undefined || id === undefined || action === undefined
    ? { fromUid: ITSELF, from: FIRST_TARGET }
    : { fromUid: Number(uid), from: { type, id, action } };
}

/** Subject's uid (0 for the identity by itself), resource's type and id, action. */
function isReachPosition(position: Position): boolean {
  return position.length === 4 && isUid(position[0]);
}

interface Means {
  readonly judge: Judge;
  readonly snapshot: Snapshot;
  readonly query: TargetFilter;
  readonly now: number;
  readonly limits: DecisionLimits;
}

interface Identity {
  readonly uid: number;
  readonly facts: IdentityFacts;
}

class ReachWalk {
  constructor(
    private readonly means: Means,
    private readonly identity: Identity,
  ) {}

  async *steps(position: Position | null): AsyncGenerator<Step<Reached>> {
    const { fromUid, from } = readStart(position);
    if (fromUid === ITSELF) {
      const standing = { subject: this.identity.facts, actor: null, chains: [] };
      yield* this.walk(ITSELF, standing, from);
    }
    for await (const { subjectUid, pair } of this.pairs(fromUid)) {
      yield skip([String(subjectUid), '', '', ''], PAIR_COST);
      const standing = pair === null ? null : this.toStanding(pair);
      if (standing !== null) {
        yield* this.walk(subjectUid, standing, subjectUid === fromUid ? from : FIRST_TARGET);
      }
    }
  }

  private async *pairs(
    fromUid: number,
  ): AsyncGenerator<{ readonly subjectUid: number; readonly pair: PairFacts | null }> {
    const { tx, tenant, facts } = this.means.snapshot;
    const { uid } = this.identity;
    let next = isActor(this.identity.facts) ? fromUid : null;
    while (next !== null) {
      const [row]: { subjectUid: number }[] = await tx.query(NEXT_SUBJECT, [tenant, uid, next]);
      if (row !== undefined) {
        yield { subjectUid: row.subjectUid, pair: await facts.pair(row.subjectUid, uid) };
      }
      next = row === undefined ? null : row.subjectUid + 1;
    }
  }

  /** Null when no chain can carry anything, so that every candidate is a deny. */
  private toStanding({ subject, actor, chains }: PairFacts): Standing | null {
    const isAlive = chains.some((chain) => findDeath(chain, this.means) === null);
    return isAlive && isActor(actor) ? { subject, actor, chains } : null;
  }

  private async *walk(
    uid: number,
    standing: Standing,
    from: TargetPosition,
  ): AsyncGenerator<Step<Reached>> {
    const { judge, snapshot, query } = this.means;
    const examiner = new Examiner(judge, snapshot, standing);
    const { kind, id } = standing.subject;
    const mode = standing.actor === null ? 'autonomous' : 'delegated';
    const types = typesOf(standing);
    for await (const { type, targets } of walkTargets(snapshot, query, { from, types })) {
      if (targets.length === 0) {
        const isGoneOn = type === from.type;
        yield skip([String(uid), type, isGoneOn ? from.id : '', isGoneOn ? from.action : ''], 1);
      }
      for (const target of targets) {
        const resource = { type, id: target.resource.id };
        yield {
          position: [String(uid), type, resource.id, target.action],
          cost: 1,
          find: () => {
            const permission = examiner.examine(target);
            const { action } = target;
            return permission && { mode, subject: { kind, id }, action, resource, ...permission };
          },
        };
      }
    }
  }
}

/** The types that any of it can be about: a chain reaches no further than its last grant. Null for all. */
function typesOf({ subject, actor, chains }: Standing): readonly string[] | null {
  return actor === null
    ? subject.ceiling?.resources === undefined
      ? null
      : namedTypes(subject.ceiling.resources)
    : namedTypes(chains.flatMap((chain) => leafOf(chain).terms.resources));
}

async function findIdentity(
  { tx, tenant, facts }: Snapshot,
  { kind, id }: IdentityRef,
): Promise<Identity> {
  const [row]: { uid: number }[] = await tx.query(FIND_IDENTITY, [tenant, kind, id]);
  const [found] = row === undefined ? [] : await facts.principals(row.uid - 1, 1);
  if (found === undefined) {
    throw new NotFoundError('identity.not_found', `there is no ${kind} "${id}"`);
  }
  return found;
}

const FIND_IDENTITY = `
  SELECT i.uid FROM identities i WHERE i.tenant_id = $1 AND i.kind = $2 AND i.id = $3`;

// Whoever is acted for is not the identity itself: that is the same as acting alone.
const NEXT_SUBJECT = `
  SELECT g.root_grantor_uid AS "subjectUid" FROM grants g
  WHERE g.tenant_id = $1 AND g.grantee_uid = $2 AND g.root_grantor_uid >= $3 AND g.root_grantor_uid <> $2
  ORDER BY g.root_grantor_uid LIMIT 1`;
