export { DecideAsOf } from './decide-as-of.js';
export type { PastAnswer } from './decide-as-of.js';
export { DecideService } from './decide.service.js';
export type { Answer } from './decide.service.js';
export { Judge } from './judge.js';
export { DecisionLimits } from './decision-limits.js';
export { PolicySource } from './policy-source.js';
export type { PolicyEvaluator } from './policy-source.js';
