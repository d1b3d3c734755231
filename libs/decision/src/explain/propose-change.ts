import { printTerms } from '@legate/core';
import type {
  ChainView,
  DecisionRequest,
  DelegationChain,
  Dimension,
  Facts,
  GrantFacts,
  IdentityFacts,
  Json,
  ReasonCode,
} from '@legate/core';
import type { Judge } from '../judge.js';
import type { PolicyEvaluator } from '../policy-source.js';
import { chainsBetween } from './examine-chains.js';
import { exactly, mendChain, namedIn, PROPOSED_LIFE_MS } from './mend-chain.js';

/** Most changes that are tried before none is proposed. */
const MAX_TRIED = 16;

export interface MemberChange {
  readonly member: Dimension;
  readonly from: Json;
  readonly to: Json;
}

/** One grant to be written. Grants never change: one that is to be wider takes the place of another. */
export interface ProposedGrant {
  readonly grant: GrantFacts;
  /** Id of the stored grant whose place it takes; null for one beside those that there are. */
  readonly replaces: string | null;
  readonly because: readonly ReasonCode[];
  readonly changes: readonly MemberChange[];
  /** The stored grant that it hangs below, or the place in the list of the one that it does; null for a root. */
  readonly parent: string | number | null;
}

/** The grants to write, in that order, for the question to be permitted. */
export type GrantChange = readonly [ProposedGrant, ...ProposedGrant[]];

export interface Proposal {
  /** Null when no change of grants turns the answer. */
  readonly change: GrantChange | null;
  /** Then: why the question would still be denied with the change that was nearest to it. */
  readonly remaining: readonly ReasonCode[];
}

interface Candidate {
  readonly chain: DelegationChain;
  readonly written: GrantChange;
}

/**
 * The smallest change of grants that turns a deny by grants into a permit: of the chains that can be mended the
 * one with the fewest grants to write, then the fewest terms to change; where none can be, a grant from the subject
 * to the actor for this question alone. Proven: what is proposed is judged over the facts as they would be then.
 */
export function proposeChange(
  judge: Judge,
  asked: {
    readonly request: DecisionRequest;
    readonly facts: Facts;
    readonly policy: PolicyEvaluator;
  },
): Proposal {
  const { request, facts, policy } = asked;
  const candidates = findCandidates(facts, judge.view(request, facts)).slice(0, MAX_TRIED);
  const remaining: ReasonCode[][] = [];
  for (const { chain, written } of candidates) {
    const then = { ...facts, chains: [...facts.chains, chain] };
    const { outcome, reasons } = judge.judge(request, then, policy);
    if (outcome === 'permit') {
      return { change: written, remaining: [] };
    }
    remaining.push([...reasons]);
  }
  return { change: null, remaining: remaining[0] ?? [] };
}

function findCandidates(facts: Facts, view: ChainView): readonly Candidate[] {
  const mended = chainsBetween(facts)
    .flatMap((chain) => mendChain(chain, view) ?? [])
    .map(({ chain, written: [first, ...further] }): Candidate => {
      const [above] = chain.slice(0, chain.length - further.length - 1).slice(-1);
      return {
        chain,
        written: [
          toProposed(first, above?.id ?? null),
          ...further.map((one, at) => toProposed(one, at)),
        ],
      };
    });
  return [...mended.toSorted((one, other) => size(one) - size(other)), ...direct(facts, view)];
}

/** Grants weigh more than their members, of which there are eight. */
function size({ written }: Candidate): number {
  return written.reduce((sum, { changes }) => sum + 100 + changes.length, 0);
}

function toProposed(
  {
    grant,
    replaces,
    because,
  }: {
    readonly grant: GrantFacts;
    readonly replaces: GrantFacts;
    readonly because: readonly ReasonCode[];
  },
  parent: string | number | null,
): ProposedGrant {
  const from = printTerms(replaces.terms);
  const to = printTerms(grant.terms);
  const changes = (Object.keys(from) as Dimension[])
    .filter((member) => JSON.stringify(from[member]) !== JSON.stringify(to[member]))
    .map((member) => ({ member, from: from[member], to: to[member] }));
  return { grant, replaces: replaces.id, because, changes, parent };
}

/** A grant from the subject to the actor for the question and nothing else. */
function direct({ subject, actor }: Facts, view: ChainView): readonly Candidate[] {
  const action = exactly(view.action.name);
  const type = exactly(view.resource.type);
  const id = exactly(view.resource.id);
  if (subject === null || actor === null || action === null || type === null || id === null) {
    return [];
  }
  const audience = namedIn(view, 'audience');
  const grant = between(subject, actor, {
    ...view,
    terms: {
      actions: [action],
      resources: [{ type, id }],
      constraints: [],
      purpose: namedIn(view, 'purpose'),
      audience: audience === null ? null : [audience],
      notBefore: null,
      expiresAt: view.now + PROPOSED_LIFE_MS,
      maxDepth: 0,
    },
  });
  const proposed = {
    grant,
    replaces: null,
    because: ['grant.none' as const],
    changes: [],
    parent: null,
  };
  return [{ chain: [grant], written: [proposed] }];
}

function between(
  grantor: IdentityFacts,
  grantee: IdentityFacts,
  { terms, now }: Pick<GrantFacts, 'terms'> & { readonly now: number },
): GrantFacts {
  return { id: 'proposed', grantor, grantee, terms, createdAt: now, revokedAt: null };
}
