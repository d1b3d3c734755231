import type { ReasonCode } from '../combining/reason-codes.js';
import type { Obligation } from './policy.js';

/** The answer. Made by `combine` only. */
export interface Decision {
  readonly outcome: 'permit' | 'deny';
  readonly reasons: readonly [ReasonCode, ...ReasonCode[]];
  /** Ids of the grants the decision stands on, root first; empty without delegation. */
  readonly grants: readonly string[];
  /** On a deny by the chain: the grant that said no. */
  readonly deniedBy: string | null;
  readonly obligations: readonly Obligation[];
  /** What the enforcement point may do or leave; absent when there is none. */
  readonly advice?: readonly Obligation[];
}
