import type { Constraint } from '../delegation/constraint.js';
import type { Selector } from '../delegation/selector.js';

/** Resources whose type and id both match. */
export interface ResourceSelector {
  readonly type: Selector;
  readonly id: Selector;
}

/** What may be done, to what, under which conditions. */
export interface Scope {
  readonly actions: readonly Selector[];
  readonly resources: readonly ResourceSelector[];
  readonly constraints: readonly Constraint[];
}

/** The most an agent may ever do, whatever it is granted. An absent dimension does not limit. */
export type Ceiling = Partial<Scope>;
