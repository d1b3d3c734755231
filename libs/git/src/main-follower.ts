import { PdpError } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import type { Committed } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { PushSessions } from './push-sessions.js';
import { PushTurns } from './push-turns.js';

/** Moves main to a pushed commit that the gate held, once a second person has let it decide. */
@Injectable()
export class MainFollower {
  constructor(
    writer: RevisionedWriter,
    private readonly turns: PushTurns,
    private readonly sessions: PushSessions,
  ) {
    writer.afterCommit(async (committed) => {
      await this.follow(committed);
      return true;
    });
  }

  /** Whoever holds the repository now settles it at the end, so that nobody waits here. */
  private async follow({ tenant, changes }: Committed): Promise<void> {
    const isSwitch = changes?.some(({ entity }) => entity === 'bundle_activation') === true;
    try {
      if (isSwitch && (await this.turns.isUnsettled(tenant))) {
        await this.turns.settle(tenant);
      }
    } catch (cause) {
      if (!(cause instanceof PdpError && cause.code === 'git.busy')) {
        this.sessions.tellUnsettled(tenant, cause);
      }
    }
  }
}
