import { NotFoundError } from '@legate/core';
import type { DelegationChain, IdentityRef } from '@legate/core';
import { DecisionLimits } from '@legate/decision';
import { isGrantId, isOver, MAX_LIVE_GRANTS } from '@legate/delegation';
import type { Page, PageRequest } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { findDeath } from '../chain-life.js';
import { Snapshots } from '../snapshot.js';
import type { AtRevision, Snapshot } from '../snapshot.js';
import { collect, readPosition } from '../walk.js';
import type { Position, Step } from '../walk.js';
import { countSubtree } from './impact-summary.js';
import type { ImpactSummary } from './impact-summary.js';
import { readSubtree } from './subtree.js';
import type { SubtreeRow } from './subtree.js';

/** One grant that stands on the one asked about. */
export interface Affected {
  readonly grant: string;
  readonly grantee: IdentityRef;
  /** How far below: 0 is the grant itself. */
  readonly depth: number;
  /** Whether its chain carries anything now: if so, it ends. */
  readonly live: boolean;
}

/** An actor that loses a chain from the subject. */
export interface Loss {
  readonly subject: IdentityRef;
  readonly actor: IdentityRef;
  /** Live chains between the two that do not go through the grant. */
  readonly remaining: number;
}

export interface ImpactPage extends Page<Affected> {
  /** Of the live grants on this page. */
  readonly losing: readonly Loss[];
  /** On the first page. */
  readonly summary?: ImpactSummary;
}

/** What ends if a grant ends. */
@Injectable()
export class Impact {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly limits: DecisionLimits,
  ) {}

  /**
   * The grant itself and all that hangs below it, each right before what hangs below it.
   *
   * @throws NotFoundError, InvalidRequestError, UnavailableError
   */
  async of(tenant: string, id: string, page: PageRequest): Promise<AtRevision<ImpactPage>> {
    const position = readPosition(page, (path) => path.length > 0 && path.every(isGrantId));
    return await this.snapshots.read(tenant, async (snapshot) => {
      const { limits } = this;
      const root = await findRoot(snapshot, id);
      const walk = new ImpactWalk(snapshot, root, limits);
      const { items, ...rest } = await collect(walk.steps(position), page.limit);
      return {
        items: items.map(({ affected }) => affected),
        losing: distinctLosses(items.flatMap(({ loss }) => loss ?? [])),
        ...rest,
        ...(position === null && { summary: await countSubtree(snapshot, root.path, limits) }),
      };
    });
  }
}

interface Root {
  readonly id: string;
  readonly path: readonly string[];
  readonly subjectUid: number;
  readonly subject: IdentityRef;
}

interface Found {
  readonly affected: Affected;
  readonly loss: Loss | null;
}

const GRANTS_AT_ONCE = 20;

class ImpactWalk {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly root: Root,
    private readonly limits: DecisionLimits,
  ) {}

  async *steps(position: Position | null): AsyncGenerator<Step<Found>> {
    const { snapshot, root } = this;
    for await (const rows of readSubtree(snapshot, root.path, position, GRANTS_AT_ONCE)) {
      const chains = await snapshot.facts.chains(rows.map(({ id }) => id));
      const others = await this.otherChains(rows);
      for (const row of rows) {
        const ids = others.get(row.granteeUid) ?? [];
        const live = this.isLive(chains.get(row.id));
        const remaining = ids.filter((chain) => this.isLive(chain)).length;
        yield {
          position: row.path,
          cost: 1 + ids.length,
          find: () => this.toFound(row, live, remaining),
        };
      }
    }
  }

  private toFound({ id, path, grantee }: SubtreeRow, live: boolean, remaining: number): Found {
    const depth = path.length - this.root.path.length;
    return {
      affected: { grant: id, grantee, depth, live },
      loss: live ? { subject: this.root.subject, actor: grantee, remaining } : null,
    };
  }

  private isLive(chain: DelegationChain | undefined): boolean {
    const { now } = this.snapshot;
    return chain !== undefined && findDeath(chain, { now, limits: this.limits }) === null;
  }

  /** The chains from the same subject to the same grantees that do not go through the grant. */
  private async otherChains(
    rows: readonly SubtreeRow[],
  ): Promise<ReadonlyMap<number, readonly DelegationChain[]>> {
    const { tx, tenant, facts } = this.snapshot;
    const uids = [...new Set(rows.map(({ granteeUid }) => granteeUid))];
    const leaves: { uid: number; id: string }[] = await tx.query(OTHERS, [
      ...[tenant, this.root.subjectUid, uids, this.root.id, MAX_LIVE_GRANTS],
    ]);
    const chains = await facts.chains(leaves.map(({ id }) => id));
    const chainsTo = (uid: number): readonly DelegationChain[] =>
      leaves
        .filter((leaf) => leaf.uid === uid)
        .map(({ id }) => chains.get(id))
        .filter((chain) => chain !== undefined);
    return new Map(uids.map((uid) => [uid, chainsTo(uid)]));
  }
}

function distinctLosses(losses: readonly Loss[]): readonly Loss[] {
  return [...new Map(losses.map((loss) => [`${loss.actor.kind}/${loss.actor.id}`, loss])).values()];
}

async function findRoot({ tx, tenant }: Snapshot, id: string): Promise<Root> {
  const [root]: Root[] = await tx.query(FIND_ROOT, [tenant, id]);
  if (root === undefined) {
    throw new NotFoundError('grant.not_found', `there is no grant ${id}`);
  }
  return root;
}

const FIND_ROOT = `
  SELECT g.id, to_jsonb(g.path) AS path, g.root_grantor_uid AS "subjectUid",
    jsonb_build_object('kind', s.kind, 'id', s.id) AS subject
  FROM grants g JOIN identities s ON s.tenant_id = g.tenant_id AND s.uid = g.root_grantor_uid
  WHERE g.tenant_id = $1 AND g.id = $2`;

const OTHERS = `
  SELECT to_uid.uid, leaf.id FROM unnest($3::bigint[]) AS to_uid (uid) CROSS JOIN LATERAL (
    SELECT g.id FROM grants g
    WHERE g.tenant_id = $1 AND g.grantee_uid = to_uid.uid AND g.root_grantor_uid = $2
      AND NOT ${isOver('g')}
      AND $4::uuid <> ALL (g.path)
    LIMIT $5
  ) leaf`;
