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
