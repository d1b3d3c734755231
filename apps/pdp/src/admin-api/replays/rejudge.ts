import type { ReadyPolicies } from '@legate/bundles';
import type {
  DifferenceReport,
  KnownRecord,
  NotReplayable,
  Replay,
  ReplayBaseline,
  ReplayPolicies,
} from '@legate/decision';
import { DifferenceTally } from '@legate/decision';
import { isNotReplayable } from '@legate/decision';
import type { ReplayPlace } from './replay-place.js';
import type { ReplayDifferenceDto } from './replay.dto.js';

/** Differences that are told. */
const MAX_DIFFERENCES = 20;

export interface Rejudged {
  readonly alike: number;
  readonly different: number;
  readonly differences: readonly ReplayDifferenceDto[];
  readonly report: DifferenceReport | null;
}

/** Decides records again, and counts how they come out. */
export interface Rejudge {
  /** @returns why the record cannot be decided again; null when it was */
  take(known: KnownRecord, place: ReplayPlace): Promise<NotReplayable | null>;
  result(): Rejudged;
}

/** Each by the policy that has decided it: the answer has to be the same in every member. */
export class OwnPolicies implements Rejudge {
  private alike = 0;
  private different = 0;
  private readonly differences: ReplayDifferenceDto[] = [];

  constructor(
    private readonly replay: Replay,
    private readonly policies: ReadyPolicies,
  ) {}

  async take(known: KnownRecord, place: ReplayPlace): Promise<NotReplayable | null> {
    const { policyDigest, limits } = known.recorded;
    if (policyDigest === null) {
      return 'no_policy';
    }
    const policy = await this.policies.get({ policyDigest, fuel: limits.fuel });
    if (typeof policy === 'string') {
      return policy;
    }
    const members = this.replay.again(known, policy);
    if (isNotReplayable(members)) {
      return members;
    }
    if (members.length === 0) {
      this.alike += 1;
      return null;
    }
    this.different += 1;
    if (this.differences.length < MAX_DIFFERENCES) {
      this.differences.push({ ...place, members });
    }
    return null;
  }

  result(): Rejudged {
    const { alike, different, differences } = this;
    return { alike, different, differences, report: null };
  }
}

/** All by one policy, beside what was decided. */
export class OneCandidate implements Rejudge {
  private readonly tally = new DifferenceTally();

  constructor(
    private readonly replay: Replay,
    private readonly policies: ReplayPolicies,
    private readonly baseline: ReplayBaseline,
  ) {}

  async take(known: KnownRecord): Promise<null> {
    this.tally.add(this.replay.compare(known, this.policies, this.baseline));
    return await Promise.resolve(null);
  }

  result(): Rejudged {
    const report = this.tally.report();
    const { agreed: alike, evaluated } = report;
    return { alike, different: evaluated - alike, differences: [], report };
  }
}
