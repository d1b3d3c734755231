import { parsePartialScope, parseSelector } from '@legate/core';
import type {
  Ceiling,
  ChainView,
  DecisionRequest,
  DelegationChain,
  Facts,
  GrantFacts,
  GrantTerms,
  IdentityFacts,
  ResourceFacts,
  ScopeText,
  Selector,
} from '@legate/core';

/** Noon UTC of a Monday, ms since the epoch. */
export const MONDAY_NOON = Date.UTC(2026, 10, 23, 12);
const HOUR_MS = 3_600_000;

/** A selector from its text. @throws Error when it does not parse. */
export function selectorOf(text: string): Selector {
  const parsed = parseSelector(text);
  if (typeof parsed === 'string') {
    throw new Error(parsed);
  }
  return parsed;
}

/** A ceiling from its text. @throws Error when it does not parse. */
export function ceilingOf(text: Partial<ScopeText>): Ceiling {
  const parsed = parsePartialScope(text);
  if (!('scope' in parsed)) {
    throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  }
  return parsed.scope;
}

/** An active user. */
export function aUser(id: string, change: Partial<IdentityFacts> = {}): IdentityFacts {
  return {
    kind: 'user',
    id,
    attributes: {},
    status: 'active',
    ceiling: null,
    hasLiveOwner: false,
    owners: [],
    lineage: [],
    notBefore: null,
    ...change,
  };
}

/** An active agent with a live owner and no ceiling. */
export function anAgent(id: string, change: Partial<IdentityFacts> = {}): IdentityFacts {
  return aUser(id, { kind: 'agent', hasLiveOwner: true, ...change });
}

export type TermsText = Partial<ScopeText & Omit<GrantTerms, keyof ScopeText>>;

/** Terms from text: by default to read every doc, at any time and for any purpose, with nothing below. */
export function termsOf({
  actions,
  resources,
  constraints,
  ...others
}: TermsText = {}): GrantTerms {
  return {
    actions: [],
    resources: [],
    constraints: [],
    ...ceilingOf({
      actions: actions ?? ['read'],
      resources: resources ?? [{ type: 'doc', id: '**' }],
      constraints: constraints ?? [],
    }),
    purpose: null,
    audience: null,
    notBefore: null,
    expiresAt: null,
    maxDepth: 0,
    ...others,
  };
}

/** A standing grant from alice to the agent bot. */
export function aGrant(
  id: string,
  { terms = {}, ...change }: Partial<Omit<GrantFacts, 'terms'>> & { terms?: TermsText } = {},
): GrantFacts {
  return {
    id,
    grantor: aUser('alice'),
    grantee: anAgent('bot'),
    createdAt: MONDAY_NOON - HOUR_MS,
    revokedAt: null,
    ...change,
    terms: termsOf(terms),
  };
}

/** A chain of standing grants from the first party to the last, deep enough; ids g1, g2 and so on. */
export function aChain(...parties: readonly IdentityFacts[]): DelegationChain {
  const [root, ...below] = parties.slice(1).map((grantee, at) =>
    aGrant(`g${at + 1}`, {
      grantor: parties[at] ?? grantee,
      grantee,
      terms: { maxDepth: parties.length - 2 - at },
    }),
  );
  if (root === undefined) {
    throw new Error('a chain has at least two parties');
  }
  return [root, ...below];
}

/** Alice reads the doc a/1 herself. */
export function aRequest(change: Partial<DecisionRequest> = {}): DecisionRequest {
  return {
    tenant: 'default',
    subject: { type: 'user', id: 'alice' },
    actor: null,
    action: { name: 'read', properties: {} },
    resource: { type: 'doc', id: 'a/1', properties: {} },
    context: {},
    ...change,
  };
}

/** The same, acted for by the agent bot. */
export function aDelegatedRequest(change: Partial<DecisionRequest> = {}): DecisionRequest {
  return aRequest({ actor: { kind: 'agent', id: 'bot', issuer: null, alsoCalled: [] }, ...change });
}

/** The stored doc a/1. */
export function aResource(change: Partial<ResourceFacts> = {}): ResourceFacts {
  return {
    type: 'doc',
    id: 'a/1',
    attributes: {},
    status: 'active',
    digest: null,
    owner: null,
    ancestors: [],
    ...change,
  };
}

/** What `aRequest` is held against. */
export function aView(change: Partial<ChainView> = {}): ChainView {
  const { action, resource, context } = aRequest();
  return { action, resource, context, now: MONDAY_NOON, maxChainLength: 16, ...change };
}

/** Facts in which alice is known and nothing else. */
export function someFacts(change: Partial<Facts> = {}): Facts {
  return {
    revision: 7,
    now: MONDAY_NOON,
    subject: aUser('alice'),
    actor: null,
    resource: null,
    chains: [],
    ...change,
  };
}
