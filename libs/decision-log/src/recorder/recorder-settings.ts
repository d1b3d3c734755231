import type { DecidingLimits } from '@legate/core';
import type { LogMaskSettings } from '../masking/mask-settings.js';

/** How answers are recorded. */
export class RecorderSettings {
  readonly mask: LogMaskSettings;
  /** Insecure: nothing is recorded at all. */
  readonly isOff: boolean;
  /** Insecure: what cannot be recorded is answered all the same, and counted. */
  readonly answersUnrecorded: boolean;
  /** What decisions are made under; told in entries where it is not the usual. */
  readonly limits: DecidingLimits;

  /** Refused attempts that get an entry each; others are counted. */
  readonly refusalsPerSecond: number;

  constructor({ mask, isOff, answersUnrecorded, limits, refusalsPerSecond }: RecorderSettings) {
    this.limits = limits;
    this.mask = mask;
    this.isOff = isOff;
    this.answersUnrecorded = answersUnrecorded;
    this.refusalsPerSecond = refusalsPerSecond;
  }
}
