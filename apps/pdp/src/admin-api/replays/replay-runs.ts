import { Candidates, RecordedPolicies } from '@legate/bundles';
import { ConflictError } from '@legate/core';
import { Replay } from '@legate/decision';
import type { ReplayBaseline, ReplayBasis } from '@legate/decision';
import { Injectable } from '@nestjs/common';
import { OneCandidate, OwnPolicies } from './rejudge.js';
import { ReplayCourse } from './replay-course.js';
import type { ReplayDto } from './replay.dto.js';

export interface ReplayOrder {
  readonly tenant: string;
  /** Id or digest of a bundle; null: each record by the policy that has decided it. */
  readonly candidate: string | null;
  readonly basis: ReplayBasis;
  readonly baseline: ReplayBaseline;
}

/** Runs replays, one at a time in a process: they are to take nothing from decisions that somebody waits for. */
@Injectable()
export class ReplayRuns {
  private isUnderWay = false;

  constructor(
    private readonly candidates: Candidates,
    private readonly recorded: RecordedPolicies,
    private readonly replay: Replay,
  ) {}

  /**
   * @throws ConflictError `replay.busy`, `bundle.rejected`, `bundle.not_loadable`; NotFoundError; UnavailableError; what
   * `work` throws
   */
  async run(order: ReplayOrder, work: (course: ReplayCourse) => Promise<void>): Promise<ReplayDto> {
    if (this.isUnderWay) {
      throw new ConflictError('replay.busy', 'another replay is under way');
    }
    this.isUnderWay = true;
    try {
      return await this.runAlone(order, work);
    } finally {
      this.isUnderWay = false;
    }
  }

  private async runAlone(
    { tenant, candidate: key, basis, baseline }: ReplayOrder,
    work: (course: ReplayCourse) => Promise<void>,
  ): Promise<ReplayDto> {
    const { replay } = this;
    if (key === null) {
      const rejudge = new OwnPolicies(replay, this.recorded.of(tenant));
      const course = new ReplayCourse({ tenant, basis, replay, rejudge });
      await work(course);
      return course.result(null);
    }
    const { bundle, engine: candidate } = await this.candidates.load(tenant, key);
    const policies = { candidate, active: await this.candidates.active(tenant) };
    const rejudge = new OneCandidate(replay, policies, baseline);
    const course = new ReplayCourse({ tenant, basis, replay, rejudge });
    await work(course);
    return course.result(bundle.id);
  }
}
