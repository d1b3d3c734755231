import type { Decision } from '../model/decision.js';
import type { DelegationChain } from '../model/grant.js';
import type { PolicyOutcome } from '../model/policy.js';
import type { Refusal } from './admission.js';
import type { ReasonCode } from './reason-codes.js';

/**
 * Turns what was found into the decision. The only place that can say permit: it takes a proven `permit`, no
 * demanded guard left unproven and no policy in error, over identities and a chain already admitted. Pure.
 */
export function combine(outcome: PolicyOutcome, chain: DelegationChain | null): Decision {
  const basis = {
    grants: (chain ?? []).map(({ id }) => id),
    deniedBy: null,
    obligations: outcome.obligations,
  };
  const denials = findDenials(outcome);
  const [proof, ...proofs] = outcome.permits;
  if (proof === undefined || denials.length > 0) {
    const [first = 'policy.no_match', ...rest] = denials;
    return { outcome: 'deny', reasons: [first, ...rest], ...basis };
  }
  return {
    outcome: 'permit',
    reasons: [`permit.${proof}`, ...proofs.map((name) => `permit.${name}` as const)],
    ...basis,
  };
}

function findDenials(outcome: PolicyOutcome): readonly ReasonCode[] {
  const failures = outcome.failures.map(({ reason }) => reason);
  const guards = outcome.unprovenGuards.map((name) => `guard.${name}` as const);
  const unproven: readonly ReasonCode[] = outcome.permits.length === 0 ? ['policy.no_match'] : [];
  return [...new Set<ReasonCode>([...failures, ...unproven, ...guards])];
}

/** The deny that follows from a refusal by identities or grants. */
export function denyRefused({ reason, grantId }: Refusal): Decision {
  return { ...deny(reason), deniedBy: grantId };
}

/** The deny of a question that could not be decided. */
export function deny(reason: ReasonCode): Decision {
  return { outcome: 'deny', reasons: [reason], grants: [], deniedBy: null, obligations: [] };
}
