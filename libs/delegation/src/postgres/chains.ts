import type { DelegationChain } from '@legate/core';
import type { LoadedGrant } from '../cache/loaded-facts.js';
import { withParties } from '../grant-record.js';
import type { DecisiveGrantRecord } from '../grant-record.js';
import type { People } from './people.js';
import { toChains } from './to-chains.js';

type LinkRow = readonly [
  id: string,
  grantorUid: number,
  granteeUid: number,
  actions: DecisiveGrantRecord['actions'],
  resources: DecisiveGrantRecord['resources'],
  constraints: DecisiveGrantRecord['constraints'],
  purpose: DecisiveGrantRecord['purpose'],
  audience: DecisiveGrantRecord['audience'],
  notBefore: string | null,
  expiresAt: string | null,
  maxDepth: number,
  createdAt: string,
  revokedAt: string | null,
];

/** The grants of chains, and of each chain the ids, root first. */
export interface ChainsRecord {
  readonly paths: readonly (readonly string[])[] | null;
  readonly links: readonly LinkRow[] | null;
}

/** Puts the chains of a statement together: shortest first, then by id. */
export function readChains(
  { paths, links }: ChainsRecord,
  people: People,
): { readonly grants: readonly LoadedGrant[]; readonly chains: readonly DelegationChain[] } {
  const grants = (links ?? []).flatMap((row) => toGrant(row, people) ?? []);
  const known = new Map(grants.map(({ facts }) => [facts.id, facts]));
  const leaves = (paths ?? []).map((path) => ({ id: path.at(-1) ?? '', path }));
  return { grants, chains: toChains(leaves, known) };
}

function toGrant(row: LinkRow, people: People): LoadedGrant | null {
  const [id, grantorUid, granteeUid, actions, resources, constraints, purpose, audience] = row;
  const [, , , , , , , , notBefore, expiresAt, maxDepth, createdAt, revokedAt] = row;
  const [grantor, grantee] = [people.party(grantorUid), people.party(granteeUid)];
  if (grantor === undefined || grantee === undefined) {
    return null;
  }
  const scope = { actions, resources, constraints };
  const times = { notBefore, expiresAt, createdAt, revokedAt };
  const record = { id, ...scope, purpose, audience, maxDepth, ...times };
  const parties = { grantor: grantor.facts, grantee: grantee.facts };
  return { facts: withParties(record, parties), grantor, grantee };
}
