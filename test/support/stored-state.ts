import { Client } from 'pg';
import type { TestDatabase } from './database.js';

const TABLES = [
  'tenants',
  'writes',
  'changes',
  'identities',
  'identity_owners',
  'identity_aliases',
  'groups',
  'memberships',
  'role_assignments',
  'subject_types',
  'action_types',
  'route_tables',
  'resources',
  'grants',
  'callers',
  'caller_keys',
  'bundles',
  'bundle_activations',
  'bundle_freezes',
  'bundle_shadows',
  'bundle_gates',
  'bundle_requests',
  'bundle_remotes',
  'caller_credentials',
  'issuers',
] as const;

export interface StoredState {
  readonly revision: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** Runs one statement on the database itself, past the service. */
export async function queryDatabase<Row extends object>(
  { url }: TestDatabase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The tenant's revision and how many rows each table has: equal before and after when nothing was written. */
export async function readStoredState(database: TestDatabase): Promise<StoredState> {
  // A write without a revision changed nothing and is kept for the next one to take.
  const from = (table: string): string =>
    table === 'writes' ? 'writes WHERE revision IS NOT NULL' : table;
  const counts = TABLES.map((table) => `'${table}', (SELECT count(*) FROM ${from(table)})`).join();
  const [row] = await queryDatabase<{ state: StoredState }>(
    database,
    `SELECT jsonb_build_object('revision', revision, 'rows', jsonb_build_object(${counts})) AS state
     FROM tenants WHERE id = 'default'`,
  );
  if (row === undefined) {
    throw new Error('there is no tenant "default"');
  }
  return row.state;
}
