import { findLifeGap, findWidenings, UnprocessableError } from '@legate/core';
import type { GrantFacts } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { GRANT_JSON, JOIN_PARTIES, toGrantFacts } from './grant-record.js';
import type { GrantRecord } from './grant-record.js';
import type { NewGrant } from './grant.js';

/** Longest chain that can be stored. */
export const MAX_CHAIN_LENGTH = 64;

/**
 * Holds a grant to be against its parent: the parent's grantee makes it, the parent and all above it are alive,
 * and it is contained in the parent in every dimension.
 *
 * @returns the ids of the chain down to the parent.
 * @throws UnprocessableError
 */
export async function requireNarrowing(
  unit: WriteUnit,
  wanted: NewGrant,
  parentId: string,
): Promise<readonly string[]> {
  const { chain, now } = await loadChain(unit, parentId);
  const parent = chain.at(-1);
  if (parent === undefined) {
    throw refuse('reference.unknown', `there is no grant ${parentId}`, { pointer: '/parent' });
  }
  if (chain.length >= MAX_CHAIN_LENGTH) {
    throw refuse('grant.chain_too_long', `a chain has at most ${MAX_CHAIN_LENGTH} grants`, {});
  }
  requireGrantor(wanted, parent);
  requireLife(chain, now);
  requireContained(wanted, parent);
  return chain.map(({ id }) => id);
}

async function loadChain(
  { tx, scope }: WriteUnit,
  parentId: string,
): Promise<{ chain: readonly GrantFacts[]; now: number }> {
  const rows: { record: GrantRecord; now: number }[] = await tx.query(CHAIN, [
    scope.tenant,
    parentId,
  ]);
  return { chain: rows.map(({ record }) => toGrantFacts(record)), now: rows[0]?.now ?? 0 };
}

const CHAIN = `
  SELECT ${GRANT_JSON} AS record, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
  FROM grants leaf JOIN grants g ON g.tenant_id = leaf.tenant_id AND g.id = ANY (leaf.path) ${JOIN_PARTIES}
  WHERE leaf.tenant_id = $1 AND leaf.id = $2
  ORDER BY array_position(leaf.path, g.id)`;

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
