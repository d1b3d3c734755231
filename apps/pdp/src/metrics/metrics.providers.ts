import { BundleReadings } from './bundle-readings.js';
import { DecisionReadings } from './decision-readings.js';
import { DecisionTally } from './decision-tally.js';
import { Exposition } from './exposition.js';
import { LogReadings } from './log-readings.js';

export const METRICS_PROVIDERS = [
  DecisionTally,
  DecisionReadings,
  BundleReadings,
  LogReadings,
  Exposition,
];
