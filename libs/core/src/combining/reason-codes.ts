/**
 * Every reason a decision can carry, with what it means. `permit.<name>` and `guard.<name>` take their names
 * from policy. Codes are stable: a client may match on them. docs/errors.md is generated from here.
 */
export const REASON_CODES = {
  'permit.<name>': 'A policy rule of that name permits.',
  'subject.unknown': 'The subject is not a stored identity.',
  'subject.suspended': 'The subject is suspended.',
  'subject.retired': 'The subject is retired.',
  'actor.unknown': 'The actor is not a stored identity.',
  'actor.suspended': 'The actor is suspended.',
  'actor.retired': 'The actor is retired.',
  'agent.no_live_owner': 'The agent has no owner that is active.',
  'agent.parent_not_active': 'An agent above the agent is suspended or retired.',
  'agent.no_ceiling': 'An agent that acts for itself needs a ceiling, and this one has none.',
  'ceiling.exceeded': "An agent's ceiling does not reach this action on this resource.",
  'resource.retired': 'The resource is retired.',
  'resource.digest_mismatch':
    'The request saw another digest of the resource than the one it is pinned to.',
  'grant.none': 'No grant leads from the subject to the actor.',
  'grant.revoked': 'A grant of the chain is revoked.',
  'grant.expired': 'A grant of the chain has expired.',
  'grant.not_yet_valid': 'A grant of the chain is not valid yet.',
  'grant.party_not_active':
    'The grantor or grantee of a grant in the chain is suspended or retired.',
  'grant.depth_exceeded':
    'More grants hang below a grant than it allows, or the chain is longer than the limit.',
  'grant.action_not_granted': 'A grant of the chain does not cover the action.',
  'grant.resource_not_granted': 'A grant of the chain does not cover the resource.',
  'grant.constraint_not_met': 'A constraint of a grant in the chain is not met.',
  'grant.purpose_mismatch': 'A grant of the chain is for another purpose than `context.purpose`.',
  'grant.audience_mismatch': 'A grant of the chain is for other services than `context.audience`.',
  'grant.before_mark':
    'A grant of the chain was made before the not-before mark of its grantor or grantee.',
  'policy.no_match': 'No policy rule permits.',
  'guard.<name>': 'Policy demands a guard of that name, and it is not proven.',
  'obligation.unsupported':
    'Policy permits with an obligation that the enforcement point, or the form of the answer, cannot carry out.',
  'indeterminate.policy_error': 'A policy could not be evaluated.',
  'indeterminate.policy_over_age':
    'The policy was not confirmed as current for longer than the setting allows.',
  'indeterminate.obligation': 'A policy gave an obligation that is not valid.',
  'indeterminate.advice': 'A policy gave advice that is not valid.',
  'indeterminate.facts': 'The facts could not be loaded.',
  'indeterminate.stale':
    'It cannot be proven that the stored facts are fresh enough, or as new as the revision demanded.',
  'indeterminate.clock': "This machine's clock is too far from the database's.",
  'indeterminate.deadline':
    'The facts could not be had before the deadline of the request, or a policy takes longer than it may.',
  'indeterminate.request':
    'The item of a batch is no question that can be decided; `context.error` says why.',
  'indeterminate.log': 'The decision could not be recorded in the decision log.',
  'indeterminate.no_bundle': 'No policy bundle is active.',
} as const satisfies Record<string, string>;

type Named = 'permit.<name>' | 'guard.<name>';

/** A reason as it leaves the service, for example `grant.revoked` or `guard.not_archived`. */
export type ReasonCode =
  Exclude<keyof typeof REASON_CODES, Named> | `permit.${string}` | `guard.${string}`;
