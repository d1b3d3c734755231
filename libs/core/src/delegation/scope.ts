import type { ReasonCode } from '../combining/reason-codes.js';
import type { Ceiling, Scope } from '../model/scope.js';
import { isSatisfied } from './constraint.js';
import type { ConstraintView } from './constraint.js';
import { selects } from './selector.js';

/** What a scope is held against: the action and resource asked for, and what constraints look at. */
export interface ScopeView extends ConstraintView {
  readonly action: ConstraintView['action'] & { readonly name: string };
  readonly resource: ConstraintView['resource'] & { readonly type: string; readonly id: string };
}

/** Why the scope does not cover the request, or null when it does. */
export function findScopeGap(scope: Scope, view: ScopeView): ReasonCode | null {
  if (!scope.actions.some((selector) => selects(selector, view.action.name))) {
    return 'grant.action_not_granted';
  }
  const { type, id } = view.resource;
  if (!scope.resources.some((one) => selects(one.type, type) && selects(one.id, id))) {
    return 'grant.resource_not_granted';
  }
  return scope.constraints.every((constraint) => isSatisfied(constraint, view))
    ? null
    : 'grant.constraint_not_met';
}

/** Tells whether the ceiling reaches the request. A dimension it does not name does not limit. */
export function isUnderCeiling(ceiling: Ceiling, view: ScopeView): boolean {
  const { actions, resources, constraints } = ceiling;
  const { type, id } = view.resource;
  return (
    (actions === undefined || actions.some((selector) => selects(selector, view.action.name))) &&
    (resources === undefined ||
      resources.some((one) => selects(one.type, type) && selects(one.id, id))) &&
    (constraints === undefined || constraints.every((one) => isSatisfied(one, view)))
  );
}
