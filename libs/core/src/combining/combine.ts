import type { Decision } from '../model/decision.js';
import type { DelegationChain } from '../model/grant.js';
import type { PolicyOutcome } from '../model/policy.js';
import type { Refusal } from './admission.js';
import type { ReasonCode } from './reason-codes.js';

/**
 * Turns what was found into the decision. The only place that can say permit: it takes a proven `permit`, no
 * demanded guard left unproven, no policy in error and no obligation that cannot be carried out, over identities and
 * a chain already admitted. Pure.
 *
 * @param supported the types of obligations that can be carried out, where that is known (OBL-6).
 */
export function combine(
  outcome: PolicyOutcome,
  chain: DelegationChain | null,
  supported?: readonly string[],
): Decision {
  const denials = findDenials(outcome);
  const [proof, ...proofs] = outcome.permits;
  if (proof === undefined || denials.length > 0) {
    const [first = 'policy.no_match', ...rest] = denials;
    return decided('deny', [first, ...rest], { outcome, chain });
  }
  if (!canCarryOut(outcome, supported)) {
    return decided('deny', ['obligation.unsupported'], { outcome, chain });
  }
  const reasons = proofs.map((name) => `permit.${name}` as const);
  return decided('permit', [`permit.${proof}`, ...reasons], { outcome, chain });
}

const NO_GRANTS: readonly string[] = Object.freeze([]);

interface Basis {
  readonly outcome: PolicyOutcome;
  readonly chain: DelegationChain | null;
}

function decided(
  outcome: Decision['outcome'],
  reasons: Decision['reasons'],
  { outcome: { obligations, advice }, chain }: Basis,
): Decision {
  const grants = chain === null ? NO_GRANTS : grantIds(chain);
  const decision: Decision = { outcome, reasons, grants, deniedBy: null, obligations };
  return advice === undefined ? decision : { ...decision, advice };
}

/** A chain is never changed, and mostly asked about again. */
const idsOf = new WeakMap<DelegationChain, readonly string[]>();

function grantIds(chain: DelegationChain): readonly string[] {
  const known = idsOf.get(chain);
  if (known !== undefined) {
    return known;
  }
  const ids = Object.freeze(chain.map(({ id }) => id));
  idsOf.set(chain, ids);
  return ids;
}

function findDenials(outcome: PolicyOutcome): readonly ReasonCode[] {
  const { permits, failures: failed, unprovenGuards } = outcome;
  if (permits.length > 0 && failed.length === 0 && unprovenGuards.length === 0) {
    return [];
  }
  const failures = outcome.failures.map(({ reason }) => reason);
  const guards = outcome.unprovenGuards.map((name) => `guard.${name}` as const);
  const unproven: readonly ReasonCode[] = outcome.permits.length === 0 ? ['policy.no_match'] : [];
  return [...new Set<ReasonCode>([...failures, ...unproven, ...guards])];
}

function canCarryOut(
  { obligations }: PolicyOutcome,
  supported: readonly string[] | undefined,
): boolean {
  return supported === undefined || obligations.every(({ type }) => supported.includes(type));
}

/** The deny that follows from a refusal by identities or grants. */
export function denyRefused({ reason, grantId }: Refusal): Decision {
  return { ...deny(reason), deniedBy: grantId };
}

/** The deny of a question that could not be decided. */
export function deny(reason: ReasonCode): Decision {
  return { outcome: 'deny', reasons: [reason], grants: [], deniedBy: null, obligations: [] };
}
