export { BoundedClient } from './bounded-client.js';
export { dataSourceOptions } from './data-source.options.js';
export type { DatabaseSettings } from './data-source.options.js';
export { EmbeddedPostgresError, startEmbeddedPostgres } from './embedded/index.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded/index.js';
export { CallerCredentialRow } from './entities/caller-credential.entity.js';
export { CallerKeyRow } from './entities/caller-key.entity.js';
export { CallerRow } from './entities/caller.entity.js';
export { ChangeRow, indexedKey } from './entities/change.entity.js';
export { GrantRow } from './entities/grant.entity.js';
export { IdentityOwnerRow } from './entities/identity-owner.entity.js';
export { IdentityRow } from './entities/identity.entity.js';
export { ResourceRow } from './entities/resource.entity.js';
export { TenantRow } from './entities/tenant.entity.js';
export { migrate } from './migrate.js';
export { sqlStateOf, toDatabaseError } from './pg-errors.js';
export { PersistenceModule } from './persistence.module.js';
export { PreparedQueries } from './prepared-queries.js';
export type { PreparedQuery, RunQuery } from './prepared-queries.js';
export { prepared } from './prepared-text.js';
export { requirePrecondition } from './precondition.js';
export type { Precondition } from './precondition.js';
export { RevisionedWriter } from './revisioned-writer.js';
export { ServiceKeys } from './service-keys.js';
export type {
  BeforeLock,
  Change,
  ChangedEntity,
  CommitListener,
  CommitEnd,
  Committed,
  PendingCommit,
  WriteOrigin,
  WriteScope,
  WriteUnit,
  Written,
} from './write-types.js';
export { CHANGES_CHANNEL } from './write-recorder.js';
