import { modeOf, requireOneActor } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { Answer } from './answer.js';
import { Judge } from './judge.js';
import { noteUse } from './note-use.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';
import { undecided } from './undecided.js';

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
   */
  async decide(request: DecisionRequest): Promise<Answer> {
    const mode = modeOf(request, null);
    let policy: PolicyEvaluator | null;
    try {
      policy = this.policies.active(request.tenant);
    } catch (fault) {
      return undecided({ reason: 'indeterminate.policy_error', mode, fault });
    }
    if (policy === null) {
      return undecided({ reason: 'indeterminate.no_bundle', mode });
    }
    const { digest: policyDigest } = policy;
    let facts: Facts;
    try {
      facts = await this.facts.load(request);
    } catch (fault) {
      return fault instanceof FactsIndeterminate
        ? undecided({ reason: fault.reason, mode, policyDigest })
        : undecided({ reason: 'indeterminate.facts', mode, policyDigest, fault });
    }
    const known = { mode: modeOf(request, facts), revision: facts.revision, policyDigest };
    requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
    try {
      const decision = this.judge.judge(request, facts, policy);
      noteUse(this.uses, { request, now: facts.now, decision });
      return { ...known, decision, fault: null };
    } catch (fault) {
      return undecided({ ...known, reason: 'indeterminate.policy_error', fault });
    }
  }
}
