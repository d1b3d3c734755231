import { BundleIntake } from '@legate/bundles';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import { GitProgram } from './git-program.js';
import { PendingActivations } from './pending-activations.js';
import { PushSession } from './push-session.js';
import type { PushOccasion } from './push-session.js';

/** Begins sessions, and tells of what became of them. */
@Injectable()
export class PushSessions {
  constructor(
    private readonly git: GitProgram,
    private readonly intake: BundleIntake,
    private readonly pending: PendingActivations,
    private readonly log: OperationalLog,
  ) {}

  begin(occasion: PushOccasion): PushSession {
    const { git, intake, pending, log } = this;
    return new PushSession({ git, intake, pending, log }, occasion);
  }

  /** Who has changed which reference; what was refused is not told. */
  tell({ scope: { tenant, author } }: PushOccasion, { updates }: PushSession): void {
    for (const { ref, before, after, forced } of updates) {
      this.log.info({ event: 'git.pushed', tenant, caller: author, ref, before, after, forced });
    }
  }

  tellUnsettled(tenant: string, cause: unknown): void {
    this.log.error({ event: 'git.not_settled', tenant, err: cause });
  }
}
