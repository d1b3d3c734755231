import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { BoundedClient } from './bounded-client.js';
import { CallerKeyRow } from './entities/caller-key.entity.js';
import { CallerRow } from './entities/caller.entity.js';
import { ChangeRow } from './entities/change.entity.js';
import { GrantRow } from './entities/grant.entity.js';
import { IdentityOwnerRow } from './entities/identity-owner.entity.js';
import { IdentityRow } from './entities/identity.entity.js';
import { ResourceRow } from './entities/resource.entity.js';
import { TenantRow } from './entities/tenant.entity.js';

export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** Told of errors on idle connections; the pool replaces those by itself. */
  readonly onPoolError: (cause: unknown) => void;
}

/** The one place that says how we connect; the service and the migration command both use it. */
export function dataSourceOptions(settings: DatabaseSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: [
      TenantRow,
      IdentityRow,
      IdentityOwnerRow,
      ResourceRow,
      GrantRow,
      CallerRow,
      CallerKeyRow,
      ChangeRow,
    ],
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    parseInt8: true,
    applicationName: 'legate',
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.connectTimeoutMs,
    poolErrorHandler: settings.onPoolError,
    extra: {
      statement_timeout: settings.statementTimeoutMs,
      idle_in_transaction_session_timeout: settings.statementTimeoutMs,
      // A half-open connection must not hang a request for longer than its statement may take.
      query_timeout: settings.statementTimeoutMs === 0 ? 0 : settings.statementTimeoutMs + 1000,
      keepAlive: true,
      Client: BoundedClient,
    },
  };
}
