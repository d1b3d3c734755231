import type { DifferenceKind, Verdict } from './difference.js';

/** An identity or resource by name alone. */
export interface NamedEntity {
  readonly type: string;
  readonly id: string;
}

/** One question that was decided otherwise: names and reasons, never properties or context. */
export interface DifferenceSample {
  readonly subject: NamedEntity;
  readonly actor: NamedEntity | null;
  readonly action: string;
  readonly resource: NamedEntity;
  readonly before: Pick<Verdict, 'outcome' | 'reasons'>;
  readonly after: Pick<Verdict, 'outcome' | 'reasons'>;
  /** Data revision of both. */
  readonly revision: number;
  /** The clock of both, RFC 3339. */
  readonly at: string;
}

/** Differences that are alike. */
export interface DifferenceGroup {
  readonly kind: DifferenceKind;
  /** Who acts: the actor, or the subject when that is an agent; null when no agent is in it. */
  readonly agent: NamedEntity | null;
  readonly action: string;
  readonly resourceType: string;
  /** The reasons of the decision after. */
  readonly reasons: readonly string[];
  readonly count: number;
  /** The first ones. */
  readonly samples: readonly DifferenceSample[];
}

/** How many decisions were compared, and how they came out. `evaluated` is the sum of the next four. */
export interface DifferenceCounts {
  readonly evaluated: number;
  readonly agreed: number;
  readonly newlyAllowed: number;
  readonly newlyDenied: number;
  /** Permits with other obligations. */
  readonly otherObligations: number;
  /** Those among all that the policy after could not decide: each is a deny. */
  readonly erred: number;
  /** Differences that are counted above and in no group, because there are as many groups as are kept. */
  readonly ungrouped: number;
}

/** What a policy would change. Bounded, whatever was compared. */
export interface DifferenceReport extends DifferenceCounts {
  /** The largest first. */
  readonly groups: readonly DifferenceGroup[];
}

export const EMPTY_REPORT: DifferenceReport = {
  evaluated: 0,
  agreed: 0,
  newlyAllowed: 0,
  newlyDenied: 0,
  otherObligations: 0,
  erred: 0,
  ungrouped: 0,
  groups: [],
};
