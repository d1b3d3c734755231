import { AnswerWatch } from './answer-watch.js';
import { BundleReadings } from './bundle-readings.js';
import { DecisionReadings } from './decision-readings.js';
import { DecisionTally } from './decision-tally.js';
import { Exposition } from './exposition.js';
import { HealthReadings } from './health-readings.js';
import { LogReadings } from './log-readings.js';

export const METRICS_PROVIDERS = [
  AnswerWatch,
  DecisionTally,
  DecisionReadings,
  HealthReadings,
  BundleReadings,
  LogReadings,
  Exposition,
];
