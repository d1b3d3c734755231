export { CacheCounts } from './cache/cache-counts.js';
export { CacheSettings } from './cache/cache-settings.js';
export { DelegationModule } from './delegation.module.js';
export { effectiveTerms } from './effective-terms.js';
export type { EffectiveTerms } from './effective-terms.js';
export { FactsIndeterminate } from './facts-indeterminate.js';
export { FactsSource } from './facts-source.js';
export { GrantChecker } from './grant-checker.js';
export type { GrantMeaning } from './grant-checker.js';
export { GrantDirectory } from './grant-directory.js';
export { isGrantId, isOver, toRef } from './grant-record.js';
export { GrantWriter } from './grant-writer.js';
export { Importer } from './imports/importer.js';
export type {
  GrantLine,
  ImportEntity,
  ImportInputs,
  ImportLines,
  ImportResult,
} from './imports/import-lines.js';
export { parseGrant } from './parse-grant.js';
export type { Grant, GrantAuthority, GrantFilter, GrantInput } from './grant.js';
export { HistoricalFacts } from './postgres/historical-facts.js';
export type { AsOf, PastQuestion } from './postgres/historical-facts.js';
export type { LoadedFacts } from './cache/loaded-facts.js';
export { BatchFacts } from './postgres/batch-facts.js';
export type { PairFacts, Principal } from './postgres/batch-facts.js';
export { MAX_LIVE_GRANTS } from './store-grants.js';
export { Turns } from './turns.js';
export { BackgroundUseRecorder } from './use/background-use-recorder.js';
export { commonSegments } from './use/use-tally.js';
export { MAX_USES_OF_GRANT } from './use/store-uses.js';
export { UseRecorder } from './use/use-recorder.js';
export type { Use } from './use/use-recorder.js';
export { toFactsQuery } from './postgres/load-facts.sql.js';
