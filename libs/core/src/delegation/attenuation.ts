import type { GrantTerms } from '../model/grant.js';
import type { Json } from '../model/json.js';
import type { ResourceSelector, Scope } from '../model/scope.js';
import { isNarrower } from './constraint.js';
import type { ScopeText } from './parse-scope.js';
import { arePairsCovered } from './segment-lengths.js';
import type { LengthPair } from './segment-lengths.js';
import { includesAll, lengthsOf, sharedLengths } from './selector.js';

export type Dimension =
  | 'actions'
  | 'resources'
  | 'constraints'
  | 'purpose'
  | 'audience'
  | 'notBefore'
  | 'expiresAt'
  | 'maxDepth';

/** Where a child grant is wider than its parent: the dimension, and both values as the API writes them. */
export interface Widening {
  readonly dimension: Dimension;
  readonly parent: Json;
  readonly offered: Json;
}

/**
 * Gives every dimension in which `child` is not contained in `parent`; none means that the child only narrows.
 * An absent (unlimited) dimension is wider than any limit. What cannot be compared counts as wider.
 */
export function findWidenings(parent: GrantTerms, child: GrantTerms): readonly Widening[] {
  const parentTerms = printTerms(parent);
  const childTerms = printTerms(child);
  return (Object.keys(NARROWS) as Dimension[])
    .filter((dimension) => !NARROWS[dimension](parent, child))
    .map((dimension) => ({
      dimension,
      parent: parentTerms[dimension],
      offered: childTerms[dimension],
    }));
}

const NARROWS: Readonly<Record<Dimension, (parent: GrantTerms, child: GrantTerms) => boolean>> = {
  actions: (parent, child) => includesAll(parent.actions, child.actions),
  resources: (parent, child) => includesResources(parent.resources, child.resources),
  constraints: hasNarrowerConstraints,
  purpose: (parent, child) => parent.purpose === null || child.purpose === parent.purpose,
  audience: (parent, child) =>
    parent.audience === null ||
    (child.audience?.every((one) => parent.audience?.includes(one)) ?? false),
  notBefore: (parent, child) =>
    parent.notBefore === null || (child.notBefore !== null && child.notBefore >= parent.notBefore),
  expiresAt: (parent, child) =>
    parent.expiresAt === null || (child.expiresAt !== null && child.expiresAt <= parent.expiresAt),
  maxDepth: (parent, child) => child.maxDepth < parent.maxDepth,
};

/** Tells whether every resource that one of `inner` selects is selected by one of `outer`. */
export function includesResources(
  outer: readonly ResourceSelector[],
  inner: readonly ResourceSelector[],
): boolean {
  return inner.every((wanted) =>
    arePairsCovered(
      { type: lengthsOf(wanted.type), id: lengthsOf(wanted.id) },
      outer.flatMap((candidate) => sharedPair(candidate, wanted)),
    ),
  );
}

function sharedPair(outer: ResourceSelector, inner: ResourceSelector): readonly LengthPair[] {
  const type = sharedLengths(outer.type, inner.type);
  const id = sharedLengths(outer.id, inner.id);
  return type !== null && id !== null ? [{ type, id }] : [];
}

function hasNarrowerConstraints(parent: Scope, child: Scope): boolean {
  return parent.constraints.every((outer) =>
    child.constraints.some((inner) => isNarrower(inner, outer)),
  );
}

/** What a grant allows as the API writes it; null means unlimited. */
export type PrintedTerms = ScopeText & {
  readonly purpose: string | null;
  readonly audience: readonly string[] | null;
  readonly notBefore: string | null;
  readonly expiresAt: string | null;
  readonly maxDepth: number;
};

/** The terms of a grant as the API writes them. */
export function printTerms(terms: GrantTerms): PrintedTerms {
  return {
    actions: terms.actions.map(({ text }) => text),
    resources: terms.resources.map(({ type, id }) => ({ type: type.text, id: id.text })),
    constraints: terms.constraints.map(({ path, op, value }) => ({
      path,
      op,
      value: value as Json,
    })),
    purpose: terms.purpose,
    audience: terms.audience,
    notBefore: printTime(terms.notBefore),
    expiresAt: printTime(terms.expiresAt),
    maxDepth: terms.maxDepth,
  };
}

function printTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
