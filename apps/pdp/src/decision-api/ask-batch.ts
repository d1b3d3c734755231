import { randomUUID } from 'node:crypto';
import type { Caller } from '@legate/callers';
import { deny } from '@legate/core';
import type { DecisionRequest } from '@legate/core';
import { DecideBatch, isRefusedItem } from '@legate/decision';
import type { Answer, BatchItem, RefusedItem, Semantic } from '@legate/decision';
import { DecisionRecorder } from '@legate/decision-log';
import type { DecisionToLog, RefusedToLog } from '@legate/decision-log';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { DecisionTally } from '../metrics/decision-tally.js';
import { askingOf } from './asking-of.js';
import { isPermit } from './evaluation.mapper.js';
import { toLog, unrecorded } from './to-log.js';

/** The answer of an item with the id that it is known by. */
export interface AskedItem {
  readonly answer: Answer | RefusedItem;
  readonly evaluationId: string;
}

const REFUSED = deny('indeterminate.request');

/** As `AskDecision`, for many questions at once: one entry each, written together. */
@Injectable()
export class AskBatch {
  constructor(
    private readonly decisions: DecideBatch,
    private readonly recorder: DecisionRecorder,
    private readonly log: OperationalLog,
    private readonly tally: DecisionTally,
  ) {}

  /** The answers in the order of the items, as many as the semantic has decided. */
  async ask(
    items: readonly BatchItem[],
    semantic: Semantic,
    http: FastifyRequest,
  ): Promise<readonly AskedItem[]> {
    const answers = await this.decisions.decide(items, semantic);
    this.tellFaults(answers);
    const asked = answers.map((answer) => ({ answer, evaluationId: randomUUID() }));
    return await this.recorded(items, asked, http);
  }

  /** The only question there is. What is wrong with it is wrong with the request, and no decision. @throws PdpError */
  async askOne(question: DecisionRequest, http: FastifyRequest): Promise<AskedItem> {
    const [answer] = await this.decisions.decide([question], 'execute_all');
    if (answer === undefined || isRefusedItem(answer)) {
      throw answer ?? new Error('a question has no answer');
    }
    this.tellFaults([answer]);
    const [asked] = await this.recorded([question], [{ answer, evaluationId: randomUUID() }], http);
    if (asked === undefined) {
      throw new Error('an answer was lost');
    }
    return asked;
  }

  private async recorded(
    items: readonly BatchItem[],
    answers: readonly AskedItem[],
    http: FastifyRequest,
  ): Promise<readonly AskedItem[]> {
    const asking = askingOf(http, 'evaluations');
    const caller = callerOf(http);
    const entries = answers.map(({ answer, evaluationId }, at): DecisionToLog | RefusedToLog => {
      const request = items[at];
      if (isRefusedItem(answer)) {
        return { asking, decisionId: evaluationId, code: answer.code };
      }
      if (request === undefined || isRefusedItem(request)) {
        throw new Error('an answer without a question');
      }
      return toLog(answer, { request, asking, caller, evaluationId });
    });
    const isRecorded = await this.recorder.decidedAll(entries);
    const answered = isRecorded ? answers : answers.map(denied);
    this.count(answered, caller);
    return answered;
  }

  private count(answered: readonly AskedItem[], { answers }: Caller): void {
    for (const { answer } of answered) {
      const decision = isRefusedItem(answer) ? REFUSED : answer.decision;
      this.tally.answered('evaluations', decision, isPermit(decision, answers));
    }
  }

  private tellFaults(answers: readonly (Answer | RefusedItem)[]): void {
    const faults = answers.map((answer) => (isRefusedItem(answer) ? null : answer.fault));
    for (const err of new Set(faults)) {
      if (err !== null) {
        this.log.error({ event: 'decision.indeterminate', items: answers.length, err });
      }
    }
  }
}

function denied({ answer, evaluationId }: AskedItem): AskedItem {
  return { answer: isRefusedItem(answer) ? answer : unrecorded(answer), evaluationId };
}
