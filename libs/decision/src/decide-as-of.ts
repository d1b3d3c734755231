import { deny, modeOf, requireOneActor } from '@legate/core';
import type { DecisionRequest } from '@legate/core';
import { HistoricalFacts } from '@legate/delegation';
import type { AsOf } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { stoppedClock } from './answer.js';
import type { Answer } from './answer.js';
import type { DecisionTrace } from './explain/decision-trace.js';
import { Judge } from './judge.js';
import { PolicySource } from './policy-source.js';

/** An answer for the past, and the clock it was judged by. */
export interface PastAnswer extends Answer {
  /** ms since the epoch. */
  readonly now: number;
}

/**
 * Answers for an auditor: what would have been decided on the facts of a past revision, by the policy that was active
 * then. Nothing is enforced by it, so it is no decision: freshness has no meaning.
 */
@Injectable()
export class DecideAsOf {
  constructor(
    private readonly facts: HistoricalFacts,
    private readonly policies: PolicySource,
    private readonly judge: Judge,
  ) {}

  /**
   * @throws InvalidRequestError for a revision that is not there yet, or carriers of the actor that disagree;
   * UnavailableError.
   */
  async decide(request: DecisionRequest, asOf: AsOf, trace?: DecisionTrace): Promise<PastAnswer> {
    const facts = await this.facts.load(request, asOf);
    requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
    const { revision, now } = facts;
    const policy = await this.policies.past(request.tenant, revision);
    trace?.judging(facts, policy);
    const decision =
      policy === null
        ? deny('indeterminate.no_bundle')
        : this.judge.judge(request, facts, policy, trace);
    const mode = modeOf(request, facts);
    const { digest: policyDigest = null, revision: policyRevision = null } = policy ?? {};
    const judged = { mode, decision, revision, now, policyDigest, policyRevision, facts };
    return { ...judged, clock: stoppedClock(), fault: null };
  }
}
