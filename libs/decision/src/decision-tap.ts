import type { Decision, DecisionRequest, Facts } from '@legate/core';
import { Injectable } from '@nestjs/common';
import type { PolicyEvaluator } from './policy-source.js';

/** A decision with all that it was made from. */
export interface Decided {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  /** Null when no bundle was active. */
  readonly policy: PolicyEvaluator | null;
  readonly decision: Decision;
}

/** Is told of decisions that are being answered. */
export interface DecisionWatcher {
  /** Takes note. The answer waits for it, so it does nothing else; what it throws is dropped. */
  note(decided: Decided): void;
}

/** Where decisions can be watched. Nearly always nobody does, and that costs one look. */
@Injectable()
export class DecisionTap {
  watcher: DecisionWatcher | null = null;
}
