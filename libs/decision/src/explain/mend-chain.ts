import {
  escapeSelector,
  findLinkGaps,
  findWidenings,
  isNarrower,
  isSatisfied,
  isTooLong,
  isVisibleId,
  parseConstraint,
  valueAt,
} from '@legate/core';
import type {
  ChainView,
  Constraint,
  DelegationChain,
  GrantFacts,
  GrantTerms,
  Json,
  LinkCheckName,
  ReasonCode,
  Selector,
} from '@legate/core';

/** How long a grant is to last that is proposed because another has expired, or that did not exist. */
export const PROPOSED_LIFE_MS = 3_600_000;

/** One grant to write in the place of a stored one. */
export interface MendedGrant {
  readonly grant: GrantFacts;
  readonly replaces: GrantFacts;
  /** Empty for one that changes only because it hangs below another that is written anew. */
  readonly because: readonly ReasonCode[];
}

/** A chain that carries the question, and what of it is not stored: its last grants. */
export interface MendedChain {
  readonly chain: DelegationChain;
  readonly written: readonly [MendedGrant, ...MendedGrant[]];
}

/**
 * The chain with its terms widened by no more than the question needs. Null when that is not a matter of terms: a
 * grant that is revoked or void is never given again as it was, and what is wrong with a party no grant can change.
 */
export function mendChain(chain: DelegationChain, view: ChainView): MendedChain | null {
  if (isTooLong(chain, view)) {
    return null;
  }
  const mended: GrantFacts[] = [];
  const written: MendedGrant[] = [];
  for (const [index, replaces] of chain.entries()) {
    const below = chain.length - 1 - index;
    const gaps = findLinkGaps(replaces, below, view);
    const terms = mendTerms(replaces, gaps, { view, below });
    if (terms === null) {
      return null;
    }
    const isWritten = gaps.length > 0 || written.length > 0;
    const above = mended.at(-1)?.terms;
    const grant = isWritten ? rewritten(replaces, withinParent(terms, above), view.now) : replaces;
    mended.push(grant);
    if (isWritten) {
      written.push({ grant, replaces, because: gaps.map(({ reason }) => reason) });
    }
  }
  return toMended(mended, written);
}

function toMended(
  mended: readonly GrantFacts[],
  written: readonly MendedGrant[],
): MendedChain | null {
  const [root, ...below] = mended;
  const [first, ...further] = written;
  const narrows = below.every((grant, at) => {
    const parent = mended[at];
    return parent !== undefined && findWidenings(parent.terms, grant.terms).length === 0;
  });
  return root === undefined || first === undefined || !narrows
    ? null
    : { chain: [root, ...below], written: [first, ...further] };
}

function rewritten(grant: GrantFacts, terms: GrantTerms, now: number): GrantFacts {
  return { ...grant, terms, createdAt: now, revokedAt: null };
}

interface Need {
  readonly view: ChainView;
  readonly below: number;
}
type Mend = (terms: GrantTerms, need: Need) => GrantTerms | null;

const MENDS: Readonly<Partial<Record<LinkCheckName, Mend>>> = {
  expiry: (terms, { view }) => ({ ...terms, expiresAt: view.now + PROPOSED_LIFE_MS }),
  start: (terms, { view }) => ({ ...terms, notBefore: view.now }),
  depth: (terms, { below }) => ({ ...terms, maxDepth: below }),
  action: (terms, { view }) => {
    const added = exactly(view.action.name);
    return added && { ...terms, actions: [...terms.actions, added] };
  },
  resource: (terms, { view }) => {
    const type = exactly(view.resource.type);
    const id = exactly(view.resource.id);
    return type && id && { ...terms, resources: [...terms.resources, { type, id }] };
  },
  purpose: (terms, { view }) => ({ ...terms, purpose: namedIn(view, 'purpose') }),
  audience: (terms, { view }) => {
    const asked = namedIn(view, 'audience');
    return {
      ...terms,
      audience: asked === null ? null : [terms.audience, asked].flat().filter(isGiven),
    };
  },
  constraints: (terms, { view }) => ({
    ...terms,
    constraints: terms.constraints.flatMap((one) => loosened(one, view) ?? []),
  }),
};

function mendTerms(
  { terms }: GrantFacts,
  gaps: ReturnType<typeof findLinkGaps>,
  need: Need,
): GrantTerms | null {
  let mended: GrantTerms | null = terms;
  for (const { name } of gaps) {
    mended = mended && (MENDS[name]?.(mended, need) ?? null);
  }
  return mended;
}

/** A child may lose a constraint that its parent keeps, and live longer: the parent's bounds are taken then. */
function withinParent(terms: GrantTerms, above: GrantTerms | undefined): GrantTerms {
  if (above === undefined) {
    return terms;
  }
  const missing = above.constraints.filter(
    (outer) => !terms.constraints.some((inner) => isNarrower(inner, outer)),
  );
  const { expiresAt, notBefore } = terms;
  return {
    ...terms,
    constraints: [...terms.constraints, ...missing],
    expiresAt:
      above.expiresAt === null || expiresAt === null
        ? expiresAt
        : Math.min(expiresAt, above.expiresAt),
    notBefore:
      above.notBefore === null || notBefore === null
        ? notBefore
        : Math.max(notBefore, above.notBefore),
  };
}

/** The constraint with its bound moved as far as the question needs; null where only its end would do. */
function loosened(constraint: Constraint, view: ChainView): Constraint | null {
  if (isSatisfied(constraint, view)) {
    return constraint;
  }
  return LOOSENS[constraint.op](constraint, valueAt(constraint.path, view) ?? null);
}

type Loosen = (constraint: Constraint, asked: Json) => Constraint | null;
const moveBound: Loosen = ({ path, op }, asked) =>
  typeof asked === 'number' ? parsed(path, op, asked) : null;
const removed: Loosen = () => null;

const LOOSENS: Readonly<Record<Constraint['op'], Loosen>> = {
  max: moveBound,
  min: moveBound,
  equals: ({ path, value }, asked) => parsed(path, 'oneOf', [value as Json, asked]),
  oneOf: ({ path, value }, asked) => parsed(path, 'oneOf', [...(value as readonly Json[]), asked]),
  prefix: removed,
  timeWindow: removed,
};

function parsed(path: string, op: string, value: Json): Constraint | null {
  const constraint = parseConstraint({ path, op, value });
  return typeof constraint === 'string' ? null : constraint;
}

/** The selector of that value alone; null when it could not be written. */
export function exactly(value: string): Selector | null {
  const text = escapeSelector(value);
  return isVisibleId(text) ? { text, exact: value, segments: [], open: false } : null;
}

function isGiven(name: string | null): name is string {
  return name !== null;
}

/** What the context names, where a grant could name it. */
export function namedIn({ context }: ChainView, member: string): string | null {
  const asked = context[member];
  return typeof asked === 'string' && isVisibleId(asked) ? asked : null;
}
