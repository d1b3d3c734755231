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
import { AnswerWatch } from '../metrics/answer-watch.js';
import { askingOf } from './asking-of.js';
import { toLog, toTimings, unrecorded } from './to-log.js';

/** An answer with the id that it is known by. */
export interface Asked {
  readonly answer: Answer;
  readonly evaluationId: string;
  /** When it may leave: a reading of `performance.now()`. */
  readonly at: number;
}

/** What an answer belongs to. */
interface Asker {
  readonly request: DecisionRequest;
  readonly http: FastifyRequest;
  readonly form: DecisionForm;
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
    private readonly watch: AnswerWatch,
  ) {}

  /**
   * @param respond called with the answer once it may leave. It must not throw.
   * @returns a promise only where facts have to be loaded; it rejects with what `ask` would have thrown
   * @throws InvalidRequestError as `DecideService.decide`
   */
  ask(
    request: DecisionRequest,
    http: FastifyRequest,
    form: DecisionForm,
    respond: Respond,
  ): Promise<void> | undefined {
    const asker = { request, http, form };
    const answer = this.decisions.decide(request);
    if (answer instanceof Promise) {
      return answer.then((found) => {
        this.record(found, asker, respond);
      });
    }
    this.record(answer, asker, respond);
    return undefined;
  }

  /** As `ask`, for forms that make something of the answer. */
  async askFor(request: DecisionRequest, http: FastifyRequest, form: DecisionForm): Promise<Asked> {
    return await new Promise((resolve, reject) => {
      // What it throws rejects, too.
      this.ask(request, http, form, resolve)?.catch(reject);
    });
  }

  private record(answer: Answer, asker: Asker, respond: Respond): void {
    const { request, http, form } = asker;
    const evaluationId = randomUUID();
    if (answer.fault !== null) {
      const { reasons } = answer.decision;
      this.log.error({ event: 'decision.indeterminate', evaluationId, reasons, err: answer.fault });
    }
    const caller = callerOf(http);
    const asking = askingOf(http, form);
    const timings = toTimings(answer.clock);
    const entry = toLog(answer, { request, asking, caller, evaluationId, timings });
    void this.recorder.decided(entry, (isRecorded) => {
      const at = performance.now();
      const asked = { answer: isRecorded ? answer : unrecorded(answer), evaluationId, at };
      this.watch.answered({ http, form, isPermit: isRecorded && entry.isPermit, ...asked });
      respond(asked);
    });
  }
}
