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
import { DecisionTap } from './decision-tap.js';
import type { DecisionTrace } from './explain/decision-trace.js';
import { joinResourceProperties, toPolicyInput } from './policy-input.js';
import type { PolicyEvaluator } from './policy-source.js';

/** Decides a question whose facts are at hand. Decisions and whatever tells of many of them go through here. */
@Injectable()
export class Judge {
  /** @param tap where the decisions that are answered can be watched */
  constructor(
    private readonly limits: DecisionLimits,
    readonly tap: DecisionTap = new DecisionTap(),
  ) {}

  /**
   * Never permits by default: identities and grants are held against the question first, then policy is asked.
   *
   * @param trace told of what each of them says.
   */
  judge(
    request: DecisionRequest,
    facts: Facts,
    policy: PolicyEvaluator,
    trace?: DecisionTrace,
  ): Decision {
    const admission = admit(request, facts, this.view(request, facts));
    trace?.admitting(admission);
    if (!admission.admitted) {
      return denyRefused(admission);
    }
    return decideAdmitted(admission, (chain) => {
      const input = toPolicyInput(request, facts, admission, chain);
      const outcome = policy.evaluate(input, trace?.collector(chain));
      const decision = combine(outcome, chain, request.supportedObligations);
      trace?.combining(decision);
      return decision;
    });
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
  { chains }: Admission,
  decideOver: (chain: DelegationChain | null) => Decision,
): Decision {
  const [shortest, ...further] = chains ?? [null];
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
