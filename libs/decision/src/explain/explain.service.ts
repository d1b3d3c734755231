import { examineIdentities } from '@legate/core';
import type { Attributes, DecisionRequest, Facts, IdentityFinding, ReasonCode } from '@legate/core';
import type { AsOf } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { Answer } from '../answer.js';
import { DecideAsOf } from '../decide-as-of.js';
import { DecideService } from '../decide.service.js';
import { Judge } from '../judge.js';
import { joinResourceProperties } from '../policy-input.js';
import { DecisionTrace } from './decision-trace.js';
import type { PolicyTrace } from './decision-trace.js';
import { examineChains } from './examine-chains.js';
import type { ChainFinding } from './examine-chains.js';
import { proposeChange } from './propose-change.js';
import type { GrantChange } from './propose-change.js';

/** The stop that settled an answer. */
export type DecidedBy = 'facts' | 'identities' | 'grants' | 'policy';

/** A decision with all that was found on its way. */
export interface Explanation {
  readonly answer: Answer;
  readonly decidedBy: DecidedBy;
  /** Null when they could not be had, and all below is empty. */
  readonly facts: Facts | null;
  /** What is asked about as it was judged: stored attributes over those of the request. */
  readonly resourceProperties: Attributes;
  readonly identities: readonly IdentityFinding[];
  readonly chains: readonly ChainFinding[];
  readonly policies: readonly PolicyTrace[];
  /** Where grants say no: the smallest change of them that turns the answer, proven. */
  readonly change: GrantChange | null;
  /** Where grants say no and no change of them is enough: what would be left. */
  readonly remaining: readonly ReasonCode[];
}

/** Tells how a decision comes about: the same run with a collector, and never another evaluation. */
@Injectable()
export class ExplainService {
  constructor(
    private readonly decisions: DecideService,
    private readonly past: DecideAsOf,
    private readonly judge: Judge,
  ) {}

  /**
   * Explains what is decided now or, for an auditor, as of a past revision; for the past no change is proposed.
   *
   * @throws InvalidRequestError as the decision does, UnavailableError for a past one.
   */
  async explain(request: DecisionRequest, asOf: AsOf | null): Promise<Explanation> {
    const trace = new DecisionTrace();
    const answer =
      asOf === null
        ? await this.decisions.decide(request, trace)
        : await this.past.decide(request, asOf, trace);
    const { facts, policy, policies } = trace;
    const decidedBy = settledBy(trace);
    if (facts === null) {
      return { answer, decidedBy, facts, ...NOTHING };
    }
    const view = this.judge.view(request, facts);
    return {
      answer,
      decidedBy,
      facts,
      resourceProperties: joinResourceProperties(request, facts),
      identities: examineIdentities(request, facts, view),
      chains: examineChains(facts, view),
      policies,
      ...(policy !== null && asOf === null && decidedBy === 'grants'
        ? proposeChange(this.judge, { request, facts, policy })
        : NO_CHANGE),
    };
  }
}

const NO_CHANGE = { change: null, remaining: [] } as const;
const NOTHING = {
  resourceProperties: {},
  identities: [],
  chains: [],
  policies: [],
  ...NO_CHANGE,
} as const;

function settledBy({ facts, admission }: DecisionTrace): DecidedBy {
  if (facts === null || admission === null) {
    return 'facts';
  }
  if (admission.admitted) {
    return 'policy';
  }
  return admission.grantId !== null || admission.reason === 'grant.none' ? 'grants' : 'identities';
}
