import { NotFoundError, parseScope, selects } from '@legate/core';
import type { IdentityRef, ResourceFacts, ScopeText } from '@legate/core';
import { DecisionLimits, Judge } from '@legate/decision';
import { isGrantId, isOver } from '@legate/delegation';
import type { PairFacts } from '@legate/delegation';
import type { Page, PageRequest, ResourceRef } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { findDeath, leafOf } from './chain-life.js';
import { Examiner } from './examine.js';
import type { Permission } from './examine.js';
import { Snapshots } from './snapshot.js';
import type { AtRevision, Snapshot } from './snapshot.js';
import { isActor } from './standing.js';
import type { Standing } from './standing.js';
import { actionsOn, isAfter } from './targets.js';
import type { TargetFilter } from './targets.js';
import { collect, isUid, PAIR_COST, readPosition, skip } from './walk.js';
import type { Position, Step } from './walk.js';

/** Somebody who can do something with a resource. */
export interface Accessor extends Permission {
  readonly mode: 'autonomous' | 'delegated';
  readonly subject: IdentityRef;
  readonly actor?: IdentityRef;
  readonly action: string;
}

export interface AccessQuery extends PageRequest, Pick<TargetFilter, 'action'> {
  readonly resource: ResourceRef;
}

const IDENTITIES_AT_ONCE = 200;
const GRANTS_AT_ONCE = 500;

/** Who reaches a resource: identities by themselves, then actors for the subjects that a chain leads from. */
@Injectable()
export class Access {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly judge: Judge,
    private readonly limits: DecisionLimits,
  ) {}

  /**
   * The candidates are the stored identities, and the pairs that stored grants connect, with the known actions on the
   * resource's type. Each is judged as a decision with an empty context is; one that is denied only for what the
   * context does not say is given with its condition.
   *
   * @throws NotFoundError, InvalidRequestError, UnavailableError
   */
  async to(tenant: string, query: AccessQuery): Promise<AtRevision<Page<Accessor>>> {
    const position = readPosition(query, isAccessPosition);
    return await this.snapshots.read(tenant, async (snapshot) => {
      const resource = await findResource(snapshot, query.resource);
      const actions = await actionsOn(snapshot, resource.type, query);
      const { judge, limits } = this;
      const walk = new AccessWalk({ judge, limits, snapshot }, { resource, actions });
      return await collect(walk.steps(position), query.limit);
    });
  }
}

/** `self` and an identity's uid, or `pair` and a grant's id; then the action. */
function isAccessPosition([stage, key, , ...rest]: Position): boolean {
  return (
    rest.length === 0 && ((stage === 'self' && isUid(key)) || (stage === 'pair' && isGrantId(key)))
  );
}

interface Means {
  readonly judge: Judge;
  readonly limits: DecisionLimits;
  readonly snapshot: Snapshot;
}

interface Wanted {
  readonly resource: ResourceFacts;
  readonly actions: readonly string[];
}

/** A grant as it is looked through. */
interface LeafRow extends ScopeText {
  readonly id: string;
  readonly subjectUid: number;
  readonly actorUid: number;
  /** Whether it is over by itself, or leads to a user, who acts for nobody. */
  readonly isDead: boolean;
}

const NO_GRANT = '00000000-0000-0000-0000-000000000000';

class AccessWalk {
  constructor(
    private readonly means: Means,
    private readonly wanted: Wanted,
  ) {}

  async *steps(position: Position | null): AsyncGenerator<Step<Accessor>> {
    if (this.wanted.actions.length === 0) {
      return;
    }
    const [stage = 'self', key = '0', action = ''] = position ?? [];
    if (stage === 'self') {
      yield* this.alone(Number(key), action);
      yield* this.acting(NO_GRANT, '');
    } else {
      yield* this.acting(key, action);
    }
  }

  private async *alone(fromUid: number, action: string): AsyncGenerator<Step<Accessor>> {
    const { facts } = this.means.snapshot;
    let after = Math.max(0, fromUid - 1);
    for (;;) {
      const principals = await facts.principals(after, IDENTITIES_AT_ONCE);
      for (const { uid, facts: subject } of principals) {
        const position = ['self', String(uid)];
        yield* this.examine(
          position,
          { subject, actor: null, chains: [] },
          uid === fromUid ? action : '',
        );
      }
      const last = principals.at(-1);
      if (last === undefined || principals.length < IDENTITIES_AT_ONCE) {
        return;
      }
      after = last.uid;
    }
  }

  private async *acting(fromId: string, action: string): AsyncGenerator<Step<Accessor>> {
    for await (const row of this.leaves(fromId)) {
      const position = ['pair', row.id];
      const isCandidate = !row.isDead && row.subjectUid !== row.actorUid && this.isSelected(row);
      yield skip([...position, row.id === fromId ? action : ''], isCandidate ? PAIR_COST : 1);
      const standing = isCandidate ? await this.standingAt(row) : null;
      if (standing !== null) {
        yield* this.examine(position, standing, row.id === fromId ? action : '');
      }
    }
  }

  private async *leaves(fromId: string): AsyncGenerator<LeafRow> {
    const { tx, tenant } = this.means.snapshot;
    let [from, isAfterIt] = [fromId, false];
    for (;;) {
      const rows: LeafRow[] = await tx.query(LEAVES, [tenant, from, isAfterIt, GRANTS_AT_ONCE]);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < GRANTS_AT_ONCE) {
        return;
      }
      [from, isAfterIt] = [last.id, true];
    }
  }

  private isSelected(scope: ScopeText): boolean {
    const { type, id } = this.wanted.resource;
    const parsed = parseScope(scope);
    return (
      'scope' in parsed &&
      parsed.scope.resources.some((one) => selects(one.type, type) && selects(one.id, id))
    );
  }

  /** The pair, at the first of its grants that can carry something; null at the others, so that it comes once. */
  private async standingAt({ id, subjectUid, actorUid }: LeafRow): Promise<Standing | null> {
    const { snapshot } = this.means;
    const pair = await snapshot.facts.pair(subjectUid, actorUid);
    return pair !== null && isActor(pair.actor) && this.firstLeaf(pair) === id
      ? { subject: pair.subject, actor: pair.actor, chains: pair.chains }
      : null;
  }

  private firstLeaf({ chains }: PairFacts): string | undefined {
    const { snapshot, limits } = this.means;
    const { type, id } = this.wanted.resource;
    return chains
      .filter((chain) => findDeath(chain, { now: snapshot.now, limits }) === null)
      .map(leafOf)
      .filter(({ terms }) =>
        terms.resources.some((one) => selects(one.type, type) && selects(one.id, id)),
      )
      .map((leaf) => leaf.id)
      .sort()
      .at(0);
  }

  private *examine(
    position: Position,
    standing: Standing,
    after: string,
  ): Generator<Step<Accessor>> {
    const { judge, snapshot } = this.means;
    const { resource, actions } = this.wanted;
    const examiner = new Examiner(judge, snapshot, standing);
    for (const action of actions.filter((one) => after === '' || isAfter(one, after))) {
      yield {
        position: [...position, action],
        cost: 1,
        find: () => {
          const permission = examiner.examine({ action, resource });
          return permission && { ...toParties(standing), action, ...permission };
        },
      };
    }
  }
}

function toParties({ subject, actor }: Standing): Pick<Accessor, 'mode' | 'subject' | 'actor'> {
  const [mode, rest] =
    actor === null
      ? (['autonomous', {}] as const)
      : (['delegated', { actor: { kind: actor.kind, id: actor.id } }] as const);
  return { mode, subject: { kind: subject.kind, id: subject.id }, ...rest };
}

async function findResource(
  { facts }: Snapshot,
  { type, id }: ResourceRef,
): Promise<ResourceFacts> {
  const [found] = await facts.resources(type, { id, isAfter: false }, 1);
  if (found?.id !== id) {
    throw new NotFoundError('resource.not_found', `there is no ${type} "${id}"`);
  }
  return found;
}

const LEAVES = `
  SELECT g.id, g.root_grantor_uid AS "subjectUid", g.grantee_uid AS "actorUid", '[]'::jsonb AS actions,
    g.resources, '[]'::jsonb AS constraints,
    ${isOver('g')} OR a.kind = 'user' AS "isDead"
  FROM grants g JOIN identities a ON a.tenant_id = g.tenant_id AND a.uid = g.grantee_uid
  WHERE g.tenant_id = $1 AND g.id >= $2::uuid AND ($2::uuid <> g.id OR NOT $3::boolean)
  ORDER BY g.id LIMIT $4`;
