import { findLinkGaps, isLinked, isTooLong, LINK_CHECKS, printTerms, valueAt } from '@legate/core';
import type {
  ChainView,
  DelegationChain,
  Facts,
  GrantFacts,
  IdentityFacts,
  Json,
  LinkCheckName,
  ReasonCode,
} from '@legate/core';

/** What one thing that must hold of a grant was held against. */
export interface CheckFinding {
  readonly check: LinkCheckName;
  readonly holds: boolean;
  /** Why it is a deny; null when it holds. */
  readonly reason: ReasonCode | null;
  /** What the question, or the moment, has, and what the grant or its parties have. */
  readonly asked: Json;
  readonly stored: Json;
}

export interface LinkFinding {
  readonly grant: GrantFacts;
  readonly checks: readonly CheckFinding[];
}

export interface ChainFinding {
  readonly chain: DelegationChain;
  /** Longer than the limit; then its links are not what says no. */
  readonly isTooLong: boolean;
  /** Whether it carries the question, whatever policy says. */
  readonly carries: boolean;
  readonly links: readonly LinkFinding[];
}

/** The chains from the subject to the actor, in the order in which they are tried, each with all that was checked. */
export function examineChains(facts: Facts, view: ChainView): readonly ChainFinding[] {
  return chainsBetween(facts).map((chain) => {
    const links = chain.map((grant, index) => examineLink(grant, chain.length - 1 - index, view));
    const tooLong = isTooLong(chain, view);
    const carries = !tooLong && links.every(({ checks }) => checks.every(({ holds }) => holds));
    return { chain, isTooLong: tooLong, carries, links };
  });
}

/** Those of the facts that lead from the subject to the actor. */
export function chainsBetween({ subject, actor, chains }: Facts): readonly DelegationChain[] {
  return subject === null || actor === null
    ? []
    : chains.filter((chain) => isLinked(chain, subject, actor));
}

function examineLink(grant: GrantFacts, below: number, view: ChainView): LinkFinding {
  const gaps = findLinkGaps(grant, below, view);
  return {
    grant,
    checks: LINK_CHECKS.map((check) => {
      const holds = !gaps.includes(check);
      const { asked, stored } = SHOWN[check.name](grant, view, below);
      return { check: check.name, holds, reason: holds ? null : check.reason, asked, stored };
    }),
  };
}

interface Shown {
  readonly asked: Json;
  readonly stored: Json;
}
type Show = (grant: GrantFacts, view: ChainView, below: number) => Shown;

const SHOWN: Readonly<Record<LinkCheckName, Show>> = {
  revocation: ({ revokedAt }, { now }) => ({ asked: time(now), stored: time(revokedAt) }),
  expiry: ({ terms }, { now }) => ({ asked: time(now), stored: time(terms.expiresAt) }),
  start: ({ terms }, { now }) => ({ asked: time(now), stored: time(terms.notBefore) }),
  parties: ({ grantor, grantee }) => ({
    asked: 'active',
    stored: { grantor: grantor.status, grantee: grantee.status },
  }),
  mark: ({ grantor, grantee, createdAt }) => ({
    asked: time(createdAt),
    stored: { grantor: time(grantor.notBefore), grantee: time(grantee.notBefore) },
  }),
  depth: ({ terms }, _, below) => ({ asked: below, stored: terms.maxDepth }),
  action: ({ terms }, { action }) => ({ asked: action.name, stored: printTerms(terms).actions }),
  resource: ({ terms }, { resource: { type, id } }) => ({
    asked: { type, id },
    stored: printTerms(terms).resources,
  }),
  purpose: ({ terms }, { context }) => ({
    asked: context['purpose'] ?? null,
    stored: terms.purpose,
  }),
  audience: ({ terms }, { context }) => ({
    asked: context['audience'] ?? null,
    stored: terms.audience,
  }),
  constraints: ({ terms }, view) => ({
    asked: terms.constraints.map(({ path }) => valueAt(path, view) ?? null),
    stored: printTerms(terms).constraints,
  }),
  owner: ({ grantee }) => ({
    asked: true,
    stored: grantee.kind === 'agent' ? grantee.hasLiveOwner : null,
  }),
  lineage: ({ grantee }) => ({
    asked: 'active',
    stored: grantee.lineage.map(({ id, status }) => ({ id, status })),
  }),
  ceiling: ({ grantee }, { action, resource: { type, id } }) => ({
    asked: { action: action.name, resource: { type, id } },
    stored: printCeilings(grantee),
  }),
};

/** The ceiling of the identity itself first, then those of the agents above; null where there is none. */
export function printCeilings({ ceiling, lineage }: IdentityFacts): readonly Json[] {
  return [ceiling, ...lineage.map((above) => above.ceiling)].map((one) => {
    const { actions, resources, constraints } = one ?? {};
    return (
      one && {
        ...(actions && { actions: actions.map(({ text }) => text) }),
        ...(resources && {
          resources: resources.map(({ type, id }) => ({ type: type.text, id: id.text })),
        }),
        ...(constraints && {
          constraints: constraints.map(({ path, op, value }) => ({
            path,
            op,
            value: value as Json,
          })),
        }),
      }
    );
  });
}

function time(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
