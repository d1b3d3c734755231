import { admit, combine, denyRefused } from '@legate/core';
import type {
  Admission,
  ChainView,
  Decision,
  DecisionRequest,
  DelegationChain,
  Facts,
} from '@legate/core';
import { Injectable } from '@nestjs/common';
import { DecisionLimits } from './decision-limits.js';
import { joinResourceProperties, toPolicyInput } from './policy-input.js';
import type { PolicyEvaluator } from './policy-source.js';

/** Decides a question whose facts are at hand. Decisions and whatever tells of many of them go through here. */
@Injectable()
export class Judge {
  constructor(private readonly limits: DecisionLimits) {}

  /** Never permits by default: identities and grants are held against the question first, then policy is asked. */
  judge(request: DecisionRequest, facts: Facts, policy: PolicyEvaluator): Decision {
    const admission = admit(request, facts, this.view(request, facts));
    return admission.admitted
      ? decideAdmitted(request, facts, admission, policy)
      : denyRefused(admission);
  }

  /** What chains and ceilings are held against. */
  view(request: DecisionRequest, facts: Facts): ChainView {
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
