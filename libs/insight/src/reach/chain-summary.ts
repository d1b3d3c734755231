import type { DelegationChain, IdentityRef, ReasonCode } from '@legate/core';
import { effectiveTerms, isOver, toRef } from '@legate/delegation';
import type { EffectiveTerms } from '@legate/delegation';
import { findDeath } from '../chain-life.js';
import type { LifeView } from '../chain-life.js';
import type { Snapshot } from '../snapshot.js';
import { MAX_CANDIDATES } from '../walk.js';

const MAX_SHOWN = 100;

/** What a chain of grants allows, as its last grant says: nothing above it is narrower. */
export interface ChainSummary extends Omit<EffectiveTerms, 'maxDepth'> {
  readonly subject: IdentityRef;
  /** The root first. */
  readonly grants: readonly {
    readonly id: string;
    readonly grantor: IdentityRef;
    readonly grantee: IdentityRef;
  }[];
  readonly live: boolean;
  readonly deadBecause?: ReasonCode;
}

export interface ChainSummaries {
  /** The first hundred; those that are neither revoked nor expired themselves before the others. */
  readonly items: readonly ChainSummary[];
  readonly total: number;
  /** Whether there are more than were counted. */
  readonly more: boolean;
}

/** The chains that end at an identity. */
export async function summarizeChains(
  { tx, tenant, facts }: Snapshot,
  { uid, ...life }: LifeView & { readonly uid: number },
): Promise<ChainSummaries> {
  const rows: { id: string; total: number }[] = await tx.query(LEAVES, [
    ...[tenant, uid, MAX_CANDIDATES + 1, MAX_SHOWN],
  ]);
  const ids = rows.map(({ id }) => id);
  const chains = await facts.chains(ids);
  const total = rows[0]?.total ?? 0;
  return {
    items: ids
      .map((id) => chains.get(id))
      .filter((chain) => chain !== undefined)
      .map((chain) => summarize(chain, life)),
    total: Math.min(total, MAX_CANDIDATES),
    more: total > MAX_CANDIDATES,
  };
}

function summarize(chain: DelegationChain, life: LifeView): ChainSummary {
  const { maxDepth, ...terms } = effectiveTerms(chain);
  const deadBecause = findDeath(chain, life);
  return {
    subject: toRef(chain[0].grantor),
    grants: chain.map(({ id, grantor, grantee }) => ({
      id,
      grantor: toRef(grantor),
      grantee: toRef(grantee),
    })),
    ...terms,
    live: deadBecause === null,
    ...(deadBecause !== null && { deadBecause }),
  };
}

const LEAVES = `
  SELECT id, (count(*) OVER ())::int AS total FROM (
    SELECT g.id, ${isOver('g')} AS dead
    FROM grants g WHERE g.tenant_id = $1 AND g.grantee_uid = $2 LIMIT $3
  ) leaf ORDER BY dead, id LIMIT $4`;
