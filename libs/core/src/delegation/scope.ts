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
  if (!reachesAction(scope, view)) {
    return 'grant.action_not_granted';
  }
  if (!reachesResource(scope, view)) {
    return 'grant.resource_not_granted';
  }
  return scope.constraints.every((constraint) => isSatisfied(constraint, view))
    ? null
    : 'grant.constraint_not_met';
}

export function reachesAction({ actions }: Pick<Scope, 'actions'>, { action }: ScopeView): boolean {
  return actions.some((selector) => selects(selector, action.name));
}

export function reachesResource(
  { resources }: Pick<Scope, 'resources'>,
  { resource: { type, id } }: ScopeView,
): boolean {
  return resources.some((one) => selects(one.type, type) && selects(one.id, id));
}

/** Tells whether the ceiling reaches the request. A dimension it does not name does not limit. */
export function isUnderCeiling(ceiling: Ceiling, view: ScopeView): boolean {
  const { actions, resources, constraints } = ceiling;
  return (
    (actions === undefined || reachesAction({ actions }, view)) &&
    (resources === undefined || reachesResource({ resources }, view)) &&
    (constraints === undefined || constraints.every((one) => isSatisfied(one, view)))
  );
}
