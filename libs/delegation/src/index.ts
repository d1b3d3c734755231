export { CacheSettings } from './cache/cache-settings.js';
export { DelegationModule } from './delegation.module.js';
export { FactsIndeterminate } from './facts-indeterminate.js';
export { FactsSource } from './facts-source.js';
export { GrantDirectory } from './grant-directory.js';
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
