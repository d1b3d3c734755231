import { deny, modeOf, requireOneActor } from '@legate/core';
import type { Decision, DecisionRequest, Facts, Mode, ReasonCode } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { DecisionTrace } from './explain/decision-trace.js';
import { Judge } from './judge.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';

/** A decision with what it was made from. */
export interface Answer {
  readonly mode: Mode;
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
    private readonly judge: Judge,
    private readonly uses: UseRecorder,
  ) {}

  /**
   * Never throws for want of facts or policy: that is a deny with an `indeterminate.*` reason.
   *
   * @throws InvalidRequestError `request.actor_conflict` when the alias of the actor stands for another agent than
   * the request calls it besides.
   * @param trace told of all that is found on the way; a question with one is explained, and not enforced.
   */
  async decide(request: DecisionRequest, trace?: DecisionTrace): Promise<Answer> {
    const mode = modeOf(request, null);
    let policy: PolicyEvaluator | null;
    try {
      policy = this.policies.active(request.tenant);
    } catch (fault) {
      return undecided('indeterminate.policy_error', { mode, fault });
    }
    if (policy === null) {
      return undecided('indeterminate.no_bundle', { mode });
    }
    const { digest: policyDigest } = policy;
    let facts: Facts;
    try {
      facts = await this.facts.load(request);
    } catch (fault) {
      return fault instanceof FactsIndeterminate
        ? undecided(fault.reason, { mode, policyDigest })
        : undecided('indeterminate.facts', { mode, policyDigest, fault });
    }
    trace?.judging(facts, policy);
    const known = { mode: modeOf(request, facts), revision: facts.revision, policyDigest };
    requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
    try {
      const decision = this.judge.judge(request, facts, policy, trace);
      if (trace === undefined) {
        this.note(request, facts, decision);
      }
      return { ...known, decision, fault: null };
    } catch (fault) {
      return undecided('indeterminate.policy_error', { ...known, fault });
    }
  }

  private note(
    { tenant, action, resource }: DecisionRequest,
    { now }: Facts,
    { outcome, grants }: Decision,
  ): void {
    if (outcome === 'deny' || grants.length === 0) {
      return;
    }
    try {
      this.uses.note({ tenant, grants, action: action.name, resource, at: now });
    } catch {
      // Telemetry: whether it works must not change what is decided.
    }
  }
}

function undecided(reason: ReasonCode, known: Partial<Answer> & Pick<Answer, 'mode'>): Answer {
  return { decision: deny(reason), revision: null, policyDigest: null, fault: null, ...known };
}
