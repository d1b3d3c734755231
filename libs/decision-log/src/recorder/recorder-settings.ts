import type { LogMaskSettings } from '../masking/mask-settings.js';

/** How decisions are recorded. */
export class RecorderSettings {
  readonly mask: LogMaskSettings;
  /** Insecure: nothing is recorded at all. */
  readonly isOff: boolean;
  /** Insecure: what cannot be recorded is answered all the same, and counted. */
  readonly answersUnrecorded: boolean;

  constructor({ mask, isOff, answersUnrecorded }: RecorderSettings) {
    this.mask = mask;
    this.isOff = isOff;
    this.answersUnrecorded = answersUnrecorded;
  }
}
