export { CacheSettings } from './cache/cache-settings.js';
export { DelegationModule } from './delegation.module.js';
export { FactsIndeterminate } from './facts-indeterminate.js';
export { FactsSource } from './facts-source.js';
export { GrantDirectory } from './grant-directory.js';
export { GrantWriter } from './grant-writer.js';
export type { Grant, GrantAuthority, GrantFilter, GrantInput } from './grant.js';
export { LOAD_FACTS } from './postgres/load-facts.sql.js';
