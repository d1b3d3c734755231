import { randomUUID } from 'node:crypto';
import type { DecisionRequest } from '@legate/core';
import { DecideService } from '@legate/decision';
import type { Answer } from '@legate/decision';
import { DecisionRecorder } from '@legate/decision-log';
import type { DecisionForm } from '@legate/decision-log';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { askingOf } from './asking-of.js';
import { toLog, unrecorded } from './to-log.js';

/** An answer with the id that it is known by. */
export interface Asked {
  readonly answer: Answer;
  readonly evaluationId: string;
}

/** What an answer belongs to. */
interface Asker {
  readonly request: DecisionRequest;
  readonly http: FastifyRequest;
  readonly form: DecisionForm;
  readonly startedAtMs: number;
}

type Respond = (asked: Asked) => void;

/**
 * Asks for a decision on behalf of a form of the API, records it, and logs what kept it from being decided. What
 * cannot be recorded is denied with `indeterminate.log`.
 */
@Injectable()
export class AskDecision {
  constructor(
    private readonly decisions: DecideService,
    private readonly recorder: DecisionRecorder,
    private readonly log: OperationalLog,
  ) {}

  /**
   * @param respond called with the answer once it may leave. It must not throw.
   * @returns what resolves behind that; one promise for all answers of a turn of the event loop, none where it was at once
   * @throws InvalidRequestError as `DecideService.decide`
   */
  ask(
    request: DecisionRequest,
    http: FastifyRequest,
    form: DecisionForm,
    respond: Respond,
  ): Promise<void> | undefined {
    const asker = { request, http, form, startedAtMs: performance.now() };
    const answer = this.decisions.decide(request);
    return answer instanceof Promise
      ? answer.then(async (found) => {
          await this.record(found, asker, respond);
        })
      : this.record(answer, asker, respond);
  }

  /** As `ask`, for forms that make something of the answer. */
  async askFor(request: DecisionRequest, http: FastifyRequest, form: DecisionForm): Promise<Asked> {
    return await new Promise((resolve, reject) => {
      // What it throws rejects, too.
      this.ask(request, http, form, resolve)?.catch(reject);
    });
  }

  private record(answer: Answer, asker: Asker, respond: Respond): Promise<void> | undefined {
    const { request, http, form, startedAtMs } = asker;
    const evaluationId = randomUUID();
    if (answer.fault !== null) {
      const { reasons } = answer.decision;
      this.log.error({ event: 'decision.indeterminate', evaluationId, reasons, err: answer.fault });
    }
    const timings = { decide: Math.round((performance.now() - startedAtMs) * 1000) };
    const asked = { request, asking: askingOf(http, form), caller: callerOf(http), evaluationId };
    return this.recorder.decided(toLog(answer, { ...asked, timings }), (isRecorded) => {
      respond({ answer: isRecorded ? answer : unrecorded(answer), evaluationId });
    });
  }
}
