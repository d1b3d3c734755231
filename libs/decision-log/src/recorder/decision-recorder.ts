import { Injectable } from '@nestjs/common';
import type { DecisionToLog, RefusedToLog, SearchToLog } from '../entry/decision-to-log.js';
import { writeDecision } from '../entry/write-decision.js';
import { limitsWriter } from '../entry/write-limits.js';
import { writeRefused, writeSearch } from '../entry/write-others.js';
import { LogWriter } from '../spool/log-writer.js';
import type { Recorded } from '../spool/log-writer.js';
import { RecorderSettings } from './recorder-settings.js';

/** What comes before every answer: its entry. */
@Injectable()
export class DecisionRecorder {
  private answered = 0;
  private readonly withLimits: (text: string) => string;

  constructor(
    private readonly log: LogWriter,
    private readonly settings: RecorderSettings,
  ) {
    this.withLimits = limitsWriter(settings.limits);
  }

  /** Answers that left without an entry, by the insecure setting. */
  get answeredUnrecorded(): number {
    return this.answered;
  }

  /**
   * Records a decision. `answer` is called once and may let it go if told true: then the entry is as durable as
   * demanded. The promise resolves behind it, one for all of a turn of the event loop, and never rejects.
   */
  decided(decided: DecisionToLog, answer: Recorded): Promise<void> | undefined {
    if (this.settings.isOff) {
      answer(true);
      return undefined;
    }
    return this.append(this.withLimits(writeDecision(decided, this.settings.mask)), answer);
  }

  /** Records all items of a batch. @returns whether they may be answered */
  async decidedAll(items: readonly (DecisionToLog | RefusedToLog)[]): Promise<boolean> {
    let areRecorded = true;
    if (this.settings.isOff) {
      return true;
    }
    const note: Recorded = (isRecorded) => {
      areRecorded &&= isRecorded;
    };
    let last: Promise<void> | undefined;
    for (const item of items) {
      last = 'code' in item ? this.append(writeRefused(item), note) : this.decided(item, note);
    }
    await last;
    return areRecorded;
  }

  /** Records a search. @returns whether it may be answered */
  async searched(found: SearchToLog): Promise<boolean> {
    let isRecorded = this.settings.isOff;
    if (isRecorded) {
      return true;
    }
    await this.append(writeSearch(found, this.settings.mask), (is) => {
      isRecorded = is;
    });
    return isRecorded;
  }

  private append(rest: string, answer: Recorded): Promise<void> | undefined {
    if (!this.settings.answersUnrecorded) {
      return this.log.append('decision', rest, answer);
    }
    return this.log.append('decision', rest, (isRecorded) => {
      this.answered += isRecorded ? 0 : 1;
      answer(true);
    });
  }
}
