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
  return resources.flatMap(({ type, id }, at) => {
    const types = collector.each([type], `/resources/${at}/type`, parseSelector, PLAIN);
    const ids = collector.each([id], `/resources/${at}/id`, parseSelector, PLAIN);
    const [parsedType, parsedId] = [types[0], ids[0]];
    return parsedType && parsedId ? [{ type: parsedType, id: parsedId }] : [];
  });
}

const PLAIN = (pointer: string): string => pointer;
const INDEXED = (pointer: string, at: number): string => `${pointer}/${at}`;

class ProblemCollector {
  readonly problems: ScopeProblem[] = [];

  each<In, Out extends object>(
    items: readonly In[],
    pointer: string,
    parse: (item: In) => Out | string,
    place: (pointer: string, at: number) => string = INDEXED,
  ): readonly Out[] {
    return items.flatMap((item, at) => {
      const parsed = parse(item);
      if (typeof parsed === 'string') {
        this.problems.push({ pointer: place(pointer, at), message: parsed });
        return [];
      }
      return [parsed];
    });
  }
}
