import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { BoundedClient } from './bounded-client.js';
import { ActionTypeRow } from './entities/action-type.entity.js';
import { BundleActivationRow } from './entities/bundle-activation.entity.js';
import { BundleFreezeRow } from './entities/bundle-freeze.entity.js';
import { BundleGateRow } from './entities/bundle-gate.entity.js';
import { BundleLoadRow } from './entities/bundle-load.entity.js';
import { BundleRemoteStateRow } from './entities/bundle-remote-state.entity.js';
import { BundleRemoteRow } from './entities/bundle-remote.entity.js';
import { BundleRequestRow } from './entities/bundle-request.entity.js';
import { BundleShadowRow } from './entities/bundle-shadow.entity.js';
import { BundleRow } from './entities/bundle.entity.js';
import { CallerCredentialRow } from './entities/caller-credential.entity.js';
import { CallerKeyRow } from './entities/caller-key.entity.js';
import { CallerRow } from './entities/caller.entity.js';
import { ChangeRow } from './entities/change.entity.js';
import { GrantUseRow } from './entities/grant-use.entity.js';
import { GrantRow } from './entities/grant.entity.js';
import { GroupRow } from './entities/group.entity.js';
import { IdentityAliasRow } from './entities/identity-alias.entity.js';
import { IdentityOwnerRow } from './entities/identity-owner.entity.js';
import { IdentityRow } from './entities/identity.entity.js';
import { IssuerRow } from './entities/issuer.entity.js';
import { MembershipRow } from './entities/membership.entity.js';
import { ResourceRow } from './entities/resource.entity.js';
import { RoleAssignmentRow } from './entities/role-assignment.entity.js';
import { RouteTableRow } from './entities/route-table.entity.js';
import { ServiceKeyRow } from './entities/service-key.entity.js';
import { SubjectTypeRow } from './entities/subject-type.entity.js';
import { TenantRow } from './entities/tenant.entity.js';
import { UsedTokenRow } from './entities/used-token.entity.js';
import { WriteRow } from './entities/write.entity.js';

const ENTITIES = [
  TenantRow,
  WriteRow,
  ChangeRow,
  IdentityRow,
  IdentityOwnerRow,
  IdentityAliasRow,
  GroupRow,
  MembershipRow,
  RoleAssignmentRow,
  SubjectTypeRow,
  ActionTypeRow,
  RouteTableRow,
  ResourceRow,
  GrantRow,
  GrantUseRow,
  CallerRow,
  CallerKeyRow,
  BundleRow,
  BundleActivationRow,
  BundleFreezeRow,
  BundleShadowRow,
  BundleGateRow,
  BundleRequestRow,
  BundleRemoteRow,
  BundleRemoteStateRow,
  BundleLoadRow,
  ServiceKeyRow,
  CallerCredentialRow,
  IssuerRow,
  UsedTokenRow,
];

const IDLE_TIMEOUT_MS = 10 * 60_000;

export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** Told of errors on idle connections; the pool replaces those by itself. */
  readonly onPoolError: (cause: unknown) => void;
  /** Whether nothing can be written; for questions. */
  readonly isReadOnly?: boolean;
}

/** The one place that says how we connect; the service and the migration command both use it. */
export function dataSourceOptions(settings: DatabaseSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    parseInt8: true,
    applicationName: settings.isReadOnly === true ? 'legate log queries' : 'legate',
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.connectTimeoutMs,
    poolErrorHandler: settings.onPoolError,
    extra: {
      statement_timeout: settings.statementTimeoutMs,
      idle_in_transaction_session_timeout: settings.statementTimeoutMs,
      // A half-open connection must not hang a request for longer than its statement may take.
      query_timeout: settings.statementTimeoutMs === 0 ? 0 : settings.statementTimeoutMs + 1000,
      keepAlive: true,
      // Compiling a plan takes many times as long as the short statements that we send.
      options: `-c jit=off${settings.isReadOnly === true ? ' -c default_transaction_read_only=on' : ''}`,
      // A new connection plans every prepared statement anew, several times: keep those that there are.
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      Client: BoundedClient,
    },
  };
}
