import { createHash } from 'node:crypto';
import { CredentialUses } from '@legate/callers';
import type { CredentialUse } from '@legate/callers';
import { PdpError, UnavailableError } from '@legate/core';
import { AdminRecorder } from '@legate/decision-log';
import type { AdminToLog, LoggedChange } from '@legate/decision-log';
import { RevisionedWriter } from '@legate/persistence';
import type { Change, CommitEnd, PendingCommit } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { describeParties, RequestAudit } from './request-audit.js';

/** Has every write in the log before it is committed, whoever makes it, and the first use of each credential on a day. */
@Injectable()
export class AuditWrites {
  constructor(
    private readonly recorder: AdminRecorder,
    writer: RevisionedWriter,
    uses: CredentialUses,
  ) {
    writer.beforeCommit(async (pending) => await this.intend(pending));
    uses.listen(async (use) => await this.used(use));
  }

  /** @throws UnavailableError `log.unavailable`: then it is not committed */
  private async intend(pending: PendingCommit): Promise<CommitEnd> {
    const { scope, revision, changes, counts } = pending;
    const origin = scope.origin instanceof RequestAudit ? scope.origin : null;
    const facts = origin?.facts ?? { operation: 'write' };
    const write = { ...facts, tenant: scope.tenant, caller: scope.author };
    const id = await this.recorder.record({
      ...write,
      outcome: 'intended',
      revision,
      changes: changes.map(toLogged),
      changed: Object.fromEntries(counts),
    });
    if (id === null) {
      throw new UnavailableError('log.unavailable', 'the write could not be recorded');
    }
    origin?.intents.push(id);
    return async (failure) => {
      const ended = { ...write, intents: [id] };
      if (failure !== null) {
        const code = failure.cause instanceof PdpError ? failure.cause.code : 'internal.error';
        await this.recorder.recordDone({ ...ended, outcome: 'failed', code });
      } else {
        await this.committed(origin, { ...ended, outcome: 'done', revision });
      }
    };
  }

  /** What a request has done is told with its answer, unless that has left already. */
  private async committed(origin: RequestAudit | null, done: AdminToLog): Promise<void> {
    if (origin === null || origin.isEnded) {
      await this.recorder.recordDone(done);
    } else {
      origin.revision = done.revision ?? null;
    }
  }

  private async used({ caller, credential }: CredentialUse): Promise<boolean> {
    const id = await this.recorder.record({
      tenant: caller.tenant,
      operation: 'credential.use',
      outcome: 'done',
      caller: caller.id,
      ...describeParties(caller),
      target: { credential },
    });
    return id !== null;
  }
}

/** What a document holds can be anybody's data: its members' names and a digest tell what has changed. */
function toLogged({ entity, key, operation, document }: Change): LoggedChange {
  if (document === null) {
    return { entity, key, operation, fields: [], digest: null };
  }
  const digest = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  return { entity, key, operation, fields: Object.keys(document), digest };
}
