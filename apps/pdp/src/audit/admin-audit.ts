import { UnavailableError } from '@legate/core';
import type { PdpError } from '@legate/core';
import { AdminRecorder } from '@legate/decision-log';
import type { AdminToLog } from '@legate/decision-log';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { auditedOperation, namedOperation } from './audited-operation.js';
import { Refusals } from './refusals.js';
import { describeRequest, RequestAudit } from './request-audit.js';

/** What is written down of any route: that somebody is not let in. */
const NOT_LET_IN: ReadonlySet<number> = new Set([401, 403, 429]);

/** How a request ends. */
export interface Ending {
  readonly status: number;
  readonly code: string | null;
  readonly revision: number | null;
}

/** Has every admin request that may write, and every refused attempt, in the log before its answer leaves. */
@Injectable()
export class AdminAudit {
  constructor(
    private readonly recorder: AdminRecorder,
    private readonly refusals: Refusals,
  ) {}

  /** @throws UnavailableError `log.unavailable`: nothing is begun that could not be recorded */
  begin(request: FastifyRequest, operation: string): void {
    if (!this.recorder.isWell) {
      throw new UnavailableError('log.unavailable', 'admin writes cannot be recorded now');
    }
    request.audit = new RequestAudit(describeRequest(request, operation));
  }

  /** Records how a request has ended. @returns whether its answer may leave */
  async end(request: FastifyRequest, audit: RequestAudit, ending: Ending): Promise<boolean> {
    audit.isEnded = true;
    const entry = toEntry(audit, ending);
    const isRefused = entry.outcome !== 'done' && audit.intents.length === 0;
    if (isRefused) {
      await this.refusals.note(entry, senderOf(request));
    }
    return isRefused || (await this.recorder.recordDone(entry));
  }

  /** What `ErrorFilter` asks before it answers an error. */
  readonly beforeError = (
    error: PdpError,
    status: number,
    request: FastifyRequest,
  ): Promise<PdpError | null> | null | 'answered' => {
    const { audit = null } = request;
    if (audit === null) {
      return this.notLetIn(error, status, request);
    }
    if (error.code === UNRECORDED) {
      return null;
    }
    return audit.isEnded ? 'answered' : this.endInError(request, audit, { error, status });
  };

  private async endInError(
    request: FastifyRequest,
    audit: RequestAudit,
    { error: { code }, status }: { readonly error: PdpError; readonly status: number },
  ): Promise<PdpError | null> {
    const mayLeave = await this.end(request, audit, { status, code, revision: null });
    return mayLeave ? null : outcomeUnrecorded();
  }

  private notLetIn(
    { code }: PdpError,
    status: number,
    request: FastifyRequest,
  ): Promise<null> | null {
    const operation = namedOperation(request);
    const isAudited = auditedOperation(request.routeOptions.config) !== null;
    if (operation === null || !(isAudited || NOT_LET_IN.has(status))) {
      return null;
    }
    const outcome = status < 500 ? 'refused' : 'failed';
    const facts = describeRequest(request, operation);
    const address = status === 401 ? { address: request.ip } : {};
    const entry: AdminToLog = { ...facts, outcome, status, code, ...address };
    return this.refusals.note(entry, senderOf(request)).then(() => null);
  }
}

const UNRECORDED = 'log.outcome_unrecorded';

/** The answer of a write that may have happened. */
export function outcomeUnrecorded(): UnavailableError {
  return new UnavailableError(UNRECORDED, 'what became of it could not be recorded: read it back');
}

function toEntry(audit: RequestAudit, { status, code, revision }: Ending): AdminToLog {
  const { facts, intents, refusal } = audit;
  const isRefused = refusal !== null || (status >= 400 && status < 500);
  return {
    ...facts,
    outcome: isRefused ? 'refused' : status >= 500 ? 'failed' : 'done',
    status,
    code: code ?? refusal,
    revision: revision ?? audit.revision,
    ...(intents.length > 0 && { intents }),
  };
}

function senderOf({ caller, ip }: FastifyRequest): string {
  return caller?.id ?? ip;
}
