import { findChainRefusal } from '@legate/core';
import type { Decision, DecisionRequest, Facts, ReasonCode, ResourceFacts } from '@legate/core';
import type { Judge } from '@legate/decision';
import { relax } from './relax.js';
import type { Snapshot } from './snapshot.js';
import type { Standing } from './standing.js';

/** That a candidate is a permit, or would be under a condition. */
export interface Permission {
  readonly reasons: readonly string[];
  /** Ids of the grants it stands on, root first. */
  readonly chain: readonly string[];
  /** What a decision without context is denied for, where a question that says more could be a permit. */
  readonly condition?: ReasonCode;
}

export interface Target {
  readonly action: string;
  readonly resource: ResourceFacts;
}

/** Asks for one standing about many targets, each as a decision with an empty context. */
export class Examiner {
  private readonly relaxed: Standing | null;

  constructor(
    private readonly judge: Judge,
    private readonly snapshot: Snapshot,
    private readonly standing: Standing,
  ) {
    this.relaxed = relax(standing);
  }

  /** Null where it is a deny whatever the question says besides. */
  examine(target: Target): Permission | null {
    const decision = this.decide(target, this.standing);
    if (decision === null || this.relaxed === null || decision.outcome === 'permit') {
      return decision?.outcome === 'permit' ? toPermission(decision) : null;
    }
    const relaxed = this.decide(target, this.relaxed);
    return relaxed?.outcome === 'permit'
      ? { ...toPermission(relaxed), condition: this.conditionOf(target, decision, relaxed) }
      : null;
  }

  private decide({ action, resource }: Target, standing: Standing): Decision | null {
    const { tenant, policy } = this.snapshot;
    const request = toRequest(tenant, standing, { action, resource });
    const facts = this.factsOf(standing, resource);
    return policy === null ? null : this.judge.judge(request, facts, policy);
  }

  private factsOf(standing: Standing, resource: ResourceFacts): Facts {
    const { revision, now } = this.snapshot;
    return { revision, now, ...standing, resource };
  }

  /** What the decision says; where it is policy that denies over another chain, what that of the permit lacks. */
  private conditionOf(target: Target, denied: Decision, permitted: Decision): ReasonCode {
    const [reason] = denied.reasons;
    if (CONDITIONS.includes(reason)) {
      return reason;
    }
    const leaf = permitted.grants.at(-1);
    const chain = this.standing.chains.find((one) => one.at(-1)?.id === leaf);
    const request = toRequest(this.snapshot.tenant, this.standing, target);
    const view = this.judge.view(request, this.factsOf(this.standing, target.resource));
    const refusal = chain === undefined ? null : findChainRefusal(chain, view);
    return refusal?.reason ?? 'ceiling.exceeded';
  }
}

const CONDITIONS: readonly ReasonCode[] = [
  'grant.constraint_not_met',
  'grant.purpose_mismatch',
  'grant.audience_mismatch',
  'ceiling.exceeded',
];

function toPermission({ reasons, grants }: Decision): Permission {
  return { reasons, chain: grants };
}

function toRequest(
  tenant: string,
  { subject, actor }: Standing,
  { action, resource: { type, id } }: Target,
): DecisionRequest {
  return {
    tenant,
    subject: { type: subject.kind, id: subject.id },
    actor: actor === null ? null : { kind: actor.kind, id: actor.id, issuer: null, alsoCalled: [] },
    action: { name: action, properties: {} },
    resource: { type, id, properties: {} },
    context: {},
  };
}
