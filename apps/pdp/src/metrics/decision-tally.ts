import type { Decision } from '@legate/core';
import type { StopClock } from '@legate/decision';
import { DECISION_FORMS } from '@legate/decision-log';
import type { DecisionForm } from '@legate/decision-log';
import { TimeHistogram } from '@legate/platform';
import { Injectable } from '@nestjs/common';

type Outcome = 'permit' | 'deny' | 'indeterminate';

export interface CountedDecisions {
  readonly form: DecisionForm;
  readonly outcome: Outcome;
  readonly reason: string;
  count: number;
}

/** The times of one form. */
export interface StopTimes {
  readonly facts: TimeHistogram;
  readonly policy: TimeHistogram;
  readonly log: TimeHistogram;
}

interface OfForm extends StopTimes {
  /** By reason, of what was permitted and of what was not. */
  readonly permits: Map<string, CountedDecisions>;
  readonly denies: Map<string, CountedDecisions>;
}

/** Counts what is answered. On the path of every decision: a look into a map, and a few additions. */
@Injectable()
export class DecisionTally {
  private readonly forms: Readonly<Record<DecisionForm, OfForm>>;

  constructor() {
    const forms = DECISION_FORMS.map((form): [DecisionForm, OfForm] => [form, emptyForm()]);
    this.forms = Object.fromEntries(forms) as Record<DecisionForm, OfForm>;
  }

  /** A decision is answered. `isPermit` is what the answer says, whatever the decision is. */
  answered(form: DecisionForm, { reasons: [first] }: Decision, isPermit: boolean): void {
    const { permits, denies } = this.forms[form];
    const reason = reasonOf(first, isPermit);
    const counted = (isPermit ? permits : denies).get(reason);
    if (counted === undefined) {
      this.begin(form, reason, isPermit);
    } else {
      counted.count += 1;
    }
  }

  /** How long a decision took that is recorded at `recorded`, a reading of `performance.now()`. */
  timed(form: DecisionForm, { asked, gathered, decided }: StopClock, recorded: number): void {
    const { facts, policy, log } = this.forms[form];
    facts.observe((gathered - asked) * 1000);
    policy.observe((decided - gathered) * 1000);
    log.observe((recorded - decided) * 1000);
  }

  *decisions(): Iterable<CountedDecisions> {
    for (const { permits, denies } of Object.values(this.forms)) {
      yield* permits.values();
      yield* denies.values();
    }
  }

  *times(): Iterable<readonly [form: DecisionForm, times: StopTimes]> {
    for (const form of DECISION_FORMS) {
      yield [form, this.forms[form]];
    }
  }

  private begin(form: DecisionForm, reason: string, isPermit: boolean): void {
    const { permits, denies } = this.forms[form];
    const outcome = isPermit ? 'permit' : denyOutcome(reason);
    (isPermit ? permits : denies).set(reason, { form, outcome, reason, count: 1 });
  }
}

function emptyForm(): OfForm {
  return {
    facts: new TimeHistogram(),
    policy: new TimeHistogram(),
    log: new TimeHistogram(),
    permits: new Map(),
    denies: new Map(),
  };
}

/** Policies name permits and guards as they like, so those are counted together. */
function reasonOf(reason: string, isPermit: boolean): string {
  if (reason.startsWith('permit.')) {
    // What is permitted and denied all the same could not be carried out.
    return isPermit ? 'permit' : 'obligation.unsupported';
  }
  return reason.startsWith('guard.') ? 'guard' : reason;
}

function denyOutcome(reason: string): Outcome {
  return reason.startsWith('indeterminate.') ? 'indeterminate' : 'deny';
}
