export {
  aChain,
  aDelegatedRequest,
  aGrant,
  anAgent,
  aRequest,
  aResource,
  aUser,
  aView,
  ceilingOf,
  MONDAY_NOON,
  selectorOf,
  someFacts,
  termsOf,
} from './core-builders.js';
export type { TermsText } from './core-builders.js';
export {
  answerJson,
  answerNever,
  answerText,
  breakOffAfter,
  resetConnection,
  ScriptedServer,
} from './scripted-server.js';
export type { ScriptedAnswer, SeenRequest } from './scripted-server.js';
