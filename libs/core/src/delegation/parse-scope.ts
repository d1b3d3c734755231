import type { Attributes } from '../model/json.js';
import type { ResourceSelector, Scope } from '../model/scope.js';
import { parseConstraint } from './constraint.js';
import { parseSelector } from './selector.js';

/** A scope as the API writes it and the database keeps it. */
export interface ScopeText {
  readonly actions: readonly string[];
  readonly resources: readonly { readonly type: string; readonly id: string }[];
  readonly constraints: readonly Attributes[];
}

/** What is wrong with one member; `pointer` is a JSON pointer (RFC 6901) into the scope. */
export interface ScopeProblem {
  readonly pointer: string;
  readonly message: string;
}

export type ParsedScope<T> =
  | { readonly scope: T; readonly problems: readonly [] }
  | { readonly problems: readonly ScopeProblem[] };

/** Parses every selector and constraint; gives all problems at once. */
export function parseScope(text: ScopeText): ParsedScope<Scope> {
  const collector = new ProblemCollector();
  const scope: Scope = {
    actions: collector.each(text.actions, '/actions', parseSelector),
    resources: parseResources(text.resources, collector),
    constraints: collector.each(text.constraints, '/constraints', parseConstraint),
  };
  return collector.problems.length === 0
    ? { scope, problems: [] }
    : { problems: collector.problems };
}

/** As `parseScope`, for a scope whose absent dimensions do not limit (a ceiling). */
export function parsePartialScope(text: Partial<ScopeText>): ParsedScope<Partial<Scope>> {
  const collector = new ProblemCollector();
  const scope: Partial<Scope> = {
    ...(text.actions && {
      actions: collector.each(text.actions, '/actions', parseSelector),
    }),
    ...(text.resources && { resources: parseResources(text.resources, collector) }),
    ...(text.constraints && {
      constraints: collector.each(text.constraints, '/constraints', parseConstraint),
    }),
  };
  return collector.problems.length === 0
    ? { scope, problems: [] }
    : { problems: collector.problems };
}

function parseResources(
  resources: ScopeText['resources'],
  collector: ProblemCollector,
): readonly ResourceSelector[] {
  const parsed = resources.map(({ type, id }, at) => {
    const parsedType = collector.one(parseSelector(type), () => `/resources/${at}/type`);
    const parsedId = collector.one(parseSelector(id), () => `/resources/${at}/id`);
    return parsedType && parsedId && { type: parsedType, id: parsedId };
  });
  return withoutNull(parsed);
}

class ProblemCollector {
  readonly problems: ScopeProblem[] = [];

  each<In, Out extends object>(
    items: readonly In[],
    pointer: string,
    parse: (item: In) => Out | string,
  ): readonly Out[] {
    const parsed = items.map((item, at) => this.one(parse(item), () => `${pointer}/${at}`));
    return withoutNull(parsed);
  }

  one<Out extends object>(parsed: Out | string, pointer: () => string): Out | null {
    if (typeof parsed === 'string') {
      this.problems.push({ pointer: pointer(), message: parsed });
      return null;
    }
    return parsed;
  }
}

// An array that grows has room for more than is in it, and scopes are kept by the hundred thousand.
function withoutNull<Item>(items: readonly (Item | null)[]): readonly Item[] {
  return isWhole(items) ? items : items.filter((item) => item !== null);
}

function isWhole<Item>(items: readonly (Item | null)[]): items is readonly Item[] {
  return !items.includes(null);
}
