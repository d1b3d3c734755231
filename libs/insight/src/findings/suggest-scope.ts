import {
  escapeSelector,
  includesAll,
  includesResources,
  parseSelector,
  selects,
} from '@legate/core';
import type { GrantTerms, ResourceSelector, Selector } from '@legate/core';
import { commonSegments } from '@legate/delegation';
import type { SuggestedScope } from './finding.js';

/** What a grant was used for. */
export interface Usage {
  readonly action: string;
  readonly resourceType: string;
  readonly commonId: string;
  readonly isOneId: boolean;
}

type Terms = Pick<GrantTerms, 'actions' | 'resources'>;

/** From so many times as many actions as were used, a grant is far wider. */
const FAR_WIDER = 2;

/**
 * A scope that covers all uses and is contained in the grant, where the grant is far wider than its use: it has a
 * pattern for actions or twice as many as were used, or a pattern for resources of which only a part was used. Null
 * where it is not, or where nothing narrower can be proven to be contained.
 */
export function suggestScope(terms: Terms, usage: readonly Usage[]): SuggestedScope | null {
  const used = [...new Set(usage.map(({ action }) => action))].sort();
  const isWideInActions =
    terms.actions.some(({ exact }) => exact === null) ||
    terms.actions.length >= FAR_WIDER * used.length;
  const named = used.flatMap((action) => parse(escapeSelector(action)));
  const resources = suggestResources(terms, usage);
  const isWideInResources = terms.resources.some(
    (one) => isPattern(one) && !includesResources(resources, [one]),
  );
  const actions = isWideInActions ? named : terms.actions;
  const isContained =
    includesAll(terms.actions, actions) && includesResources(terms.resources, resources);
  return (isWideInActions || isWideInResources) && isContained
    ? {
        actions: actions.map(({ text }) => text),
        resources: (isWideInResources ? resources : terms.resources).map(({ type, id }) => ({
          type: type.text,
          id: id.text,
        })),
      }
    : null;
}

function isPattern({ type, id }: ResourceSelector): boolean {
  return type.exact === null || id.exact === null;
}

/** For each type that was used: the one id, or what lies below what the ids have in common, or all the grant has. */
function suggestResources(terms: Terms, usage: readonly Usage[]): readonly ResourceSelector[] {
  const types = [...new Set(usage.map(({ resourceType }) => resourceType))].sort();
  return types.flatMap((name) => {
    const [type] = parse(escapeSelector(name));
    const ofType = usage.filter(({ resourceType }) => resourceType === name);
    return type === undefined ? [] : suggestIds(terms, type, ofType);
  });
}

function suggestIds(
  { resources }: Terms,
  type: Selector,
  usage: readonly Usage[],
): readonly ResourceSelector[] {
  const own = resources
    .filter((one) => selects(one.type, type.exact ?? ''))
    .map(({ id }) => ({ type, id }));
  const narrowed = toIds(usage).map((id) => ({ type, id }));
  const contained = narrowed.filter((one) => includesResources(resources, [one]));
  // The common part itself may be outside the grant; what lies below it must not be.
  return contained[0] !== undefined && contained[0] === narrowed[0] ? contained : own;
}

/** Selectors for all ids used, none if there is no such: what lies below the common part, and that part itself. */
function toIds([first, ...rest]: readonly Usage[]): readonly Selector[] {
  if (first === undefined) {
    return [];
  }
  const common = rest.reduce((sum, one) => commonSegments(sum, one.commonId), first.commonId);
  const isOneId = [first, ...rest].every((one) => one.isOneId && one.commonId === common);
  const exact = escapeSelector(common);
  if (isOneId) {
    return parse(exact);
  }
  const below = parse(`${exact}/**`);
  return below.length > 0 ? [...below, ...parse(exact)] : [];
}

function parse(text: string): readonly Selector[] {
  const parsed = parseSelector(text);
  return typeof parsed === 'string' ? [] : [parsed];
}
