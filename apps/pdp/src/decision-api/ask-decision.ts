import { randomUUID } from 'node:crypto';
import type { DecisionRequest } from '@legate/core';
import { DecideService } from '@legate/decision';
import type { Answer } from '@legate/decision';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';

/** An answer with the id that it is known by. */
export interface Asked {
  readonly answer: Answer;
  readonly evaluationId: string;
}

/** Asks for a decision on behalf of a form of the API, and logs what kept it from being decided. */
@Injectable()
export class AskDecision {
  constructor(
    private readonly decisions: DecideService,
    private readonly log: OperationalLog,
  ) {}

  /** @throws InvalidRequestError as `DecideService.decide` */
  async ask(request: DecisionRequest): Promise<Asked> {
    const answer = await this.decisions.decide(request);
    const evaluationId = randomUUID();
    if (answer.fault !== null) {
      const { reasons } = answer.decision;
      this.log.error({ event: 'decision.indeterminate', evaluationId, reasons, err: answer.fault });
    }
    return { answer, evaluationId };
  }
}
