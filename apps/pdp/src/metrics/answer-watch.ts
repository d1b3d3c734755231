import type { Answer } from '@legate/decision';
import type { DecisionForm } from '@legate/decision-log';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { HOT_PATH } from '../http/hot-path.js';
import { Tracing } from '../tracing/tracing.js';
import { DecisionTally } from './decision-tally.js';
import { HttpTally } from './http-tally.js';

/** A decision that is let go. */
export interface LetGo {
  readonly http: FastifyRequest;
  readonly form: DecisionForm;
  readonly answer: Answer;
  readonly evaluationId: string;
  readonly isPermit: boolean;
  /** Since when it is recorded: a reading of `performance.now()`. */
  readonly at: number;
}

/** Is told of each single decision as it leaves, for metrics and traces. */
@Injectable()
export class AnswerWatch {
  constructor(
    private readonly tally: DecisionTally,
    private readonly tracing: Tracing,
    private readonly requests: HttpTally,
  ) {}

  answered(letGo: LetGo): void {
    const { form, answer, isPermit, at } = letGo;
    this.tally.answered(form, answer.decision, isPermit);
    this.tally.timed(form, answer.clock, at);
    if (this.tracing.isOn) {
      this.trace(letGo);
    }
  }

  private trace({ http, form, answer, evaluationId, isPermit, at }: LetGo): void {
    const { asked, gathered, decided } = answer.clock;
    this.tracing.decision(http, {
      id: evaluationId,
      form,
      outcome: isPermit ? 'permit' : 'deny',
      stops: [
        ['facts', asked, gathered],
        ['policy', gathered, decided],
        ['log', decided, at],
      ],
    });
    // Nobody sees the answers of the hot path leave.
    if (http.routeOptions.url === HOT_PATH) {
      const from = at - this.requests.age(http, at) / 1000;
      this.tracing.answered(http, 200, { from, to: at });
    }
  }
}
