import { findLifeGap, findWidenings, UnprocessableError } from '@legate/core';
import type { GrantFacts } from '@legate/core';
import { unknownReference } from '@legate/directory';
import { prepared } from '@legate/persistence';
import type { WriteUnit } from '@legate/persistence';
import { GRANT_JSON, JOIN_PARTIES, toGrantFacts } from './grant-record.js';
import type { GrantRecord } from './grant-record.js';
import type { NewGrant } from './grant.js';

/** Longest chain that can be stored. */
export const MAX_CHAIN_LENGTH = 64;

/** The chain of stored grants down to one, root first, and the database's clock. */
export interface ParentChain {
  readonly chain: readonly GrantFacts[];
  /** ms since the epoch. */
  readonly now: number;
}

/** Loads the chains that end at the parents named, by the parent's id; one that does not exist is left out. */
export async function loadParents(
  { tx, scope }: Pick<WriteUnit, 'tx' | 'scope'>,
  parents: readonly string[],
): Promise<ReadonlyMap<string, ParentChain>> {
  if (parents.length === 0) {
    return new Map();
  }
  const rows: { leaf: string; record: GrantRecord; now: number }[] = await tx.query(CHAINS, [
    scope.tenant,
    parents,
  ]);
  const chains = new Map<string, { chain: GrantFacts[]; now: number }>();
  for (const { leaf, record, now } of rows) {
    const known = chains.get(leaf) ?? { chain: [], now };
    known.chain.push(toGrantFacts(record));
    chains.set(leaf, known);
  }
  return chains;
}

const CHAINS = prepared(
  'grant-chains',
  `
  SELECT leaf.id AS leaf, ${GRANT_JSON} AS record,
    (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
  FROM grants leaf JOIN grants g ON g.tenant_id = leaf.tenant_id AND g.id = ANY (leaf.path) ${JOIN_PARTIES}
  WHERE leaf.tenant_id = $1 AND leaf.id = ANY ($2::uuid[])
  ORDER BY leaf.id, array_position(leaf.path, g.id)`,
);

/**
 * Holds a grant to be against its parent: the parent's grantee makes it, the parent and all above it are alive,
 * and it is contained in the parent in every dimension.
 *
 * @returns the ids of the chain down to the parent; none for a root.
 * @throws UnprocessableError
 */
export function requireNarrowing(
  wanted: NewGrant,
  parents: ReadonlyMap<string, ParentChain>,
): readonly string[] {
  if (wanted.parent === null) {
    return [];
  }
  const { chain, now } = parents.get(wanted.parent) ?? { chain: [], now: 0 };
  const parent = chain.at(-1);
  if (parent === undefined) {
    throw unknownReference(`grant ${wanted.parent}`, { pointer: '/parent' });
  }
  if (chain.length >= MAX_CHAIN_LENGTH) {
    throw refuse('grant.chain_too_long', `a chain has at most ${MAX_CHAIN_LENGTH} grants`, {});
  }
  requireGrantor(wanted, parent);
  requireLife(chain, now);
  requireContained(wanted, parent);
  return chain.map(({ id }) => id);
}

function requireGrantor({ grantor }: NewGrant, { grantee }: GrantFacts): void {
  if (grantor.kind !== grantee.kind || grantor.id !== grantee.id) {
    throw refuse('grant.grantor_mismatch', 'the grantor must be the grantee of the parent', {
      pointer: '/grantor',
      parent: { kind: grantee.kind, id: grantee.id },
    });
  }
}

function requireLife(chain: readonly GrantFacts[], now: number): void {
  for (const grant of chain) {
    // A parent that is not valid yet may be narrowed already: its time bounds the child's. All else must hold.
    const reason = findLifeGap(grant, Math.max(now, grant.terms.notBefore ?? now));
    if (reason !== null) {
      throw refuse('grant.parent_dead', `grant ${grant.id} of the chain is dead: ${reason}`, {
        grant: grant.id,
        reason,
      });
    }
  }
}

function requireContained(wanted: NewGrant, parent: GrantFacts): void {
  const widenings = findWidenings(parent.terms, wanted.terms);
  const [first] = widenings;
  if (first !== undefined) {
    const dimensions = widenings.map(({ dimension }) => dimension).join(', ');
    throw refuse('grant.widens', `wider than its parent in: ${dimensions}`, {
      ...first,
      widenings: widenings.map((widening) => ({ ...widening })),
    });
  }
}

function refuse(
  code: UnprocessableError['code'],
  message: string,
  details: UnprocessableError['details'],
): UnprocessableError {
  return new UnprocessableError(code, message, { details });
}
