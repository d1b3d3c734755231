import type {
  Admission,
  Decision,
  DelegationChain,
  Facts,
  PackageFinding,
  Refusal,
} from '@legate/core';
import type { PolicyEvaluator } from '../policy-source.js';

/** What policy said over one chain, and what became of it. */
export interface PolicyTrace {
  /** Null without delegation. */
  readonly chain: DelegationChain | null;
  readonly packages: readonly PackageFinding[];
  /** Null when it could not be combined. */
  readonly decision: Decision | null;
}

/** Collects what one decision finds on its way. It changes nothing of the decision. */
export class DecisionTrace {
  facts: Facts | null = null;
  policy: PolicyEvaluator | null = null;
  admission: Admission | Refusal | null = null;
  private readonly asked: {
    readonly chain: DelegationChain | null;
    readonly packages: PackageFinding[];
    decision: Decision | null;
  }[] = [];

  /** One for each chain that policy was asked about, in that order. */
  get policies(): readonly PolicyTrace[] {
    return this.asked;
  }

  judging(facts: Facts, policy: PolicyEvaluator | null): void {
    this.facts = facts;
    this.policy = policy;
  }

  admitting(admission: Admission | Refusal): void {
    this.admission = admission;
  }

  /** @returns what is to be told of each package that applies. */
  collector(chain: DelegationChain | null): (finding: PackageFinding) => void {
    const packages: PackageFinding[] = [];
    this.asked.push({ chain, packages, decision: null });
    return (finding) => {
      packages.push(finding);
    };
  }

  /** What the last answer of policy was combined to. */
  combining(decision: Decision): void {
    const last = this.asked.at(-1);
    if (last !== undefined) {
      last.decision = decision;
    }
  }
}
