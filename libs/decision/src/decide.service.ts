import { admit, combine, deny, denyRefused, InvalidRequestError } from '@legate/core';
import type {
  Admission,
  ChainView,
  Decision,
  DecisionRequest,
  DelegationChain,
  Facts,
  ReasonCode,
} from '@legate/core';
import { FactsIndeterminate, FactsSource } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { DecisionLimits } from './decision-limits.js';
import { joinResourceProperties, toPolicyInput } from './policy-input.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';

/** A decision with what it was made from. */
export interface Answer {
  readonly decision: Decision;
  /** Data revision it was judged at; null when no facts could be loaded. */
  readonly revision: number | null;
  readonly policyDigest: string | null;
  /** What kept it from being decided; for the operational log. */
  readonly fault: unknown;
}

/** The use case: one question in, one answer out. Whatever goes wrong on the way is a deny. */
@Injectable()
export class DecideService {
  constructor(
    private readonly facts: FactsSource,
    private readonly policies: PolicySource,
    private readonly limits: DecisionLimits,
  ) {}

  /**
   * Never throws for want of facts or policy: that is a deny with an `indeterminate.*` reason.
   *
   * @throws InvalidRequestError `request.actor_conflict` when the alias of the actor stands for another agent than
   * the request calls it besides.
   */
  async decide(request: DecisionRequest): Promise<Answer> {
    let policy: PolicyEvaluator | null;
    try {
      policy = this.policies.active(request.tenant);
    } catch (fault) {
      return undecided('indeterminate.policy_error', { fault });
    }
    if (policy === null) {
      return undecided('indeterminate.no_bundle', {});
    }
    const { digest: policyDigest } = policy;
    let facts: Facts;
    try {
      facts = await this.facts.load(request);
    } catch (fault) {
      return fault instanceof FactsIndeterminate
        ? undecided(fault.reason, { policyDigest })
        : undecided('indeterminate.facts', { policyDigest, fault });
    }
    const { revision } = facts;
    requireOneActor(request, facts);
    try {
      const decision = this.judge(request, facts, policy);
      return { decision, revision, policyDigest, fault: null };
    } catch (fault) {
      return undecided('indeterminate.policy_error', { revision, policyDigest, fault });
    }
  }

  private judge(request: DecisionRequest, facts: Facts, policy: PolicyEvaluator): Decision {
    const admission = admit(request, facts, this.view(request, facts));
    return admission.admitted
      ? decideAdmitted(request, facts, admission, policy)
      : denyRefused(admission);
  }

  private view(request: DecisionRequest, facts: Facts): ChainView {
    const { type, id } = request.resource;
    return {
      action: request.action,
      resource: { type, id, properties: joinResourceProperties(request, facts) },
      context: request.context,
      now: facts.now,
      maxChainLength: this.limits.maxChainLength,
    };
  }
}

function requireOneActor({ actor: claim }: DecisionRequest, { actor }: Facts): void {
  if (claim?.alsoCalled.some((id) => id !== actor?.id) === true) {
    throw new InvalidRequestError(
      'request.actor_conflict',
      'the alias in subject.properties.act stands for another actor than the context names',
    );
  }
}

function undecided(reason: ReasonCode, known: Partial<Answer>): Answer {
  return { decision: deny(reason), revision: null, policyDigest: null, fault: null, ...known };
}

/**
 * Asks policy for each chain that carries the request, until one permits: policy may look at the chain, so with
 * one chain alone a further grant could turn a permit into a deny. The first answer stands for all denies.
 */
function decideAdmitted(
  request: DecisionRequest,
  facts: Facts,
  admission: Admission,
  policy: PolicyEvaluator,
): Decision {
  const decideOver = (chain: DelegationChain | null): Decision =>
    combine(policy.evaluate(toPolicyInput(request, facts, admission, chain)), chain);
  const [shortest, ...further] = admission.chains ?? [null];
  const first = decideOver(shortest);
  if (first.outcome === 'permit') {
    return first;
  }
  for (const chain of further) {
    const decision = decideOver(chain);
    if (decision.outcome === 'permit') {
      return decision;
    }
  }
  return first;
}
