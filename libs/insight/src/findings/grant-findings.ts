import type { DelegationChain, ReasonCode } from '@legate/core';
import type { DecisionLimits } from '@legate/decision';
import { isOver, MAX_USES_OF_GRANT, toRef } from '@legate/delegation';
import { findDeath, leafOf } from '../chain-life.js';
import type { Snapshot } from '../snapshot.js';
import type { Step } from '../walk.js';
import type { Finding, UsedFor } from './finding.js';
import { suggestScope } from './suggest-scope.js';

const GRANTS_AT_ONCE = 500;
const DAY_MS = 86_400_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What grants are held against. */
export interface GrantView {
  readonly snapshot: Snapshot;
  readonly limits: DecisionLimits;
  readonly days: number;
}

type GrantKind = 'grant.unused' | 'grant.wider_than_use' | 'grant.dead_parties';

/** A grant with what it was used for. */
interface Looked {
  readonly chain: DelegationChain;
  readonly deadBecause: ReasonCode | null;
  readonly used: readonly Used[];
  /** ms since the epoch. */
  readonly since: number;
}

type Used = Omit<UsedFor, 'lastUsedAt'> & {
  /** ms since the epoch. */
  readonly lastUsedAt: number;
  readonly isOneId: boolean;
};

interface Row {
  readonly id: string;
  /** Revoked or expired itself: not looked at any further. */
  readonly isOver: boolean;
  readonly used: readonly Used[] | null;
}

/** Grants by id, each with what is to be said of it. */
export async function* walkGrants(
  kind: GrantKind,
  view: GrantView,
  afterId: string | null,
): AsyncGenerator<Step<Finding>> {
  const { tx, tenant, facts, now } = view.snapshot;
  const since = now - view.days * DAY_MS;
  let after = afterId ?? BEFORE_ALL;
  for (;;) {
    const values = [tenant, after, GRANTS_AT_ONCE, MAX_USES_OF_GRANT];
    const rows: Row[] = await tx.query(GRANTS, values);
    const standing = rows.filter(({ isOver }) => !isOver);
    const chains = await facts.chains(standing.map(({ id }) => id));
    for (const { id, used } of rows) {
      const chain = chains.get(id);
      const find = (): Finding | null => {
        if (chain === undefined) {
          return null;
        }
        const deadBecause = findDeath(chain, { now, limits: view.limits });
        return FINDERS[kind]({ chain, deadBecause, used: used ?? [], since });
      };
      yield { position: [kind, id, ''], cost: 1, find };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < GRANTS_AT_ONCE) {
      return;
    }
    after = last.id;
  }
}

const FINDERS: Readonly<Record<GrantKind, (looked: Looked) => Finding | null>> = {
  'grant.unused': findUnused,
  'grant.wider_than_use': findWider,
  'grant.dead_parties': findDeadParties,
};

function findUnused({ chain, deadBecause, used, since }: Looked): Finding | null {
  const lastUsedAt = used.reduce((last, one) => Math.max(last, one.lastUsedAt), -Infinity);
  const isUnused = leafOf(chain).createdAt < since && lastUsedAt < since;
  return deadBecause === null && isUnused
    ? {
        kind: 'grant.unused',
        ...toGrant(chain),
        ...(used.length > 0 && { lastUsedAt: toIso(lastUsedAt) }),
      }
    : null;
}

function findWider({ chain, deadBecause, used }: Looked): Finding | null {
  // As many as are kept may not be all: what would do for them could be too narrow.
  if (deadBecause !== null || used.length === 0 || used.length >= MAX_USES_OF_GRANT) {
    return null;
  }
  const suggested = suggestScope(leafOf(chain).terms, used);
  return (
    suggested && {
      kind: 'grant.wider_than_use',
      ...toGrant(chain),
      used: used.map(toUsedFor),
      suggested,
    }
  );
}

function toUsedFor({ action, resourceType, commonId, uses, lastUsedAt }: Used): UsedFor {
  return { action, resourceType, commonId, uses, lastUsedAt: toIso(lastUsedAt) };
}

const OF_PARTIES: readonly (ReasonCode | null)[] = [
  'grant.party_not_active',
  'agent.no_live_owner',
  'agent.parent_not_active',
];

function findDeadParties({ chain, deadBecause }: Looked): Finding | null {
  return deadBecause !== null && OF_PARTIES.includes(deadBecause)
    ? { kind: 'grant.dead_parties', ...toGrant(chain), deadBecause }
    : null;
}

function toGrant(chain: DelegationChain): Pick<Finding & { grant: string }, 'grant'> & Parties {
  const { id, grantor, grantee } = leafOf(chain);
  return { grant: id, grantor: toRef(grantor), grantee: toRef(grantee) };
}

type Parties = Pick<Extract<Finding, { kind: 'grant.unused' }>, 'grantor' | 'grantee'>;

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

const GRANTS = `
  SELECT g.id, ${isOver('g')} AS "isOver", (
    SELECT jsonb_agg(jsonb_build_object('action', u.action, 'resourceType', u.resource_type,
      'commonId', u.common_id, 'isOneId', u.is_one_id, 'uses', u.uses,
      'lastUsedAt', (extract(epoch FROM u.last_used_at) * 1000)::float8) ORDER BY u.action, u.resource_type)
    FROM (
      SELECT * FROM grant_use WHERE tenant_id = g.tenant_id AND grant_id = g.id
      ORDER BY last_used_at DESC LIMIT $4) u) AS used
  FROM grants g WHERE g.tenant_id = $1 AND g.id > $2 ORDER BY g.id LIMIT $3`;
