import { setImmediate as turn } from 'node:timers/promises';
import type { DecisionLimits } from '@legate/decision';
import { findDeath } from '../chain-life.js';
import type { Snapshot } from '../snapshot.js';
import { MAX_CANDIDATES } from '../walk.js';
import { readSubtree } from './subtree.js';

/** How much ends: live grants, the one asked about among them, and the agents they lead to. */
export interface ImpactSummary {
  readonly grants: number;
  readonly agents: number;
  /** Whether there are more than were counted. */
  readonly more: boolean;
}

const GRANTS_AT_ONCE = 500;

export async function countSubtree(
  snapshot: Snapshot,
  root: readonly string[],
  limits: DecisionLimits,
): Promise<ImpactSummary> {
  const { now } = snapshot;
  const agents = new Set<number>();
  let [grants, seen] = [0, 0];
  for await (const rows of readSubtree(snapshot, root, null, GRANTS_AT_ONCE)) {
    if (seen >= MAX_CANDIDATES) {
      return { grants, agents: agents.size, more: true };
    }
    seen += rows.length;
    const chains = await snapshot.facts.chains(rows.map(({ id }) => id));
    const live = rows.filter(({ id }) => {
      const chain = chains.get(id);
      return chain !== undefined && findDeath(chain, { now, limits }) === null;
    });
    grants += live.length;
    for (const { granteeUid } of live.filter(({ grantee }) => grantee.kind === 'agent')) {
      agents.add(granteeUid);
    }
    await turn();
  }
  return { grants, agents: agents.size, more: false };
}
