import type { Ceiling, DelegationChain, GrantFacts, IdentityFacts } from '@legate/core';
import type { Standing } from './standing.js';

/**
 * The same without what a question could meet by what it says: constraints, purposes and audiences of grants,
 * constraints of ceilings. Null when there is nothing of it.
 */
export function relax(standing: Standing): Standing | null {
  const { subject, actor, chains } = standing;
  const parties = chains.flatMap((chain) => chain.map(({ grantee }) => grantee));
  const isConditional =
    [subject, ...(actor === null ? [] : [actor]), ...parties].some(hasConditions) ||
    chains.some((chain) => chain.some(isConditionalGrant));
  return isConditional
    ? {
        subject: relaxIdentity(subject),
        actor: actor === null ? null : relaxIdentity(actor),
        chains: chains.map(relaxChain),
      }
    : null;
}

function isConditionalGrant({ terms }: GrantFacts): boolean {
  return terms.constraints.length > 0 || terms.purpose !== null || terms.audience !== null;
}

function hasConditions({ ceiling, lineage }: IdentityFacts): boolean {
  const ceilings = [ceiling, ...lineage.map((above) => above.ceiling)];
  return ceilings.some((one) => (one?.constraints ?? []).length > 0);
}

function relaxChain([root, ...below]: DelegationChain): DelegationChain {
  return [relaxGrant(root), ...below.map(relaxGrant)];
}

function relaxGrant(grant: GrantFacts): GrantFacts {
  return {
    ...grant,
    grantee: relaxIdentity(grant.grantee),
    terms: { ...grant.terms, constraints: [], purpose: null, audience: null },
  };
}

function relaxIdentity<T extends IdentityFacts>(identity: T): T {
  return {
    ...identity,
    ceiling: relaxCeiling(identity.ceiling),
    lineage: identity.lineage.map((above) => ({ ...above, ceiling: relaxCeiling(above.ceiling) })),
  };
}

function relaxCeiling(ceiling: Ceiling | null): Ceiling | null {
  const { actions, resources } = ceiling ?? {};
  return ceiling && { ...(actions && { actions }), ...(resources && { resources }) };
}
