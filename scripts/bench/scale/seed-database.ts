import { migrate } from '@legate/persistence';
import { Client } from 'pg';
import { withoutIndexes } from './bulk-load.js';
import type { Company } from './company.js';
import { copyIn } from './copy-in.js';
import * as rows from './rows.js';

const TABLES = [
  'identities',
  'identity_owners',
  'groups',
  'memberships',
  'role_assignments',
  'resources',
  'grants',
  'changes',
];
const WITH_UID = ['identities', 'groups', 'memberships', 'role_assignments', 'resources'];

/** Makes the schema, and stores the company as one write of the tenant `default`: revision 1. */
export async function seedDatabase(url: string, company: Company): Promise<void> {
  const settings = {
    connectTimeoutMs: 10_000,
    statementTimeoutMs: 0,
    onPoolError: () => undefined,
  };
  await migrate({ url, poolSize: 2, ...settings });
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2",
    );
    const writeId = await beginWrite(client);
    await withoutIndexes(client, TABLES, async () => {
      await fill(client, company, writeId);
    });
    for (const table of WITH_UID) {
      await client.query(
        `SELECT setval(pg_get_serial_sequence('${table}', 'uid'), (SELECT max(uid) FROM ${table}))`,
      );
    }
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT').catch(() => undefined);
  } finally {
    await client.end();
  }
}

async function beginWrite(client: Client): Promise<number> {
  await client.query("UPDATE tenants SET revision = 1 WHERE id = 'default'");
  const { rows: made } = await client.query<{ id: string }>(
    "INSERT INTO writes (tenant_id, revision, author) VALUES ('default', 1, 'bench') RETURNING id",
  );
  return Number(made[0]?.id);
}

async function fill(client: Client, company: Company, writeId: number): Promise<void> {
  const tables: readonly (readonly [string, Iterable<string>])[] = [
    [rows.IDENTITY_COLUMNS, rows.identityRows(company, writeId)],
    [rows.OWNER_COLUMNS, rows.ownerRows(company)],
    [rows.GROUP_COLUMNS, rows.groupRows(writeId)],
    [rows.MEMBERSHIP_COLUMNS, rows.membershipRows(company, writeId)],
    [rows.ROLE_COLUMNS, rows.roleRows(company, writeId)],
    [rows.RESOURCE_COLUMNS, rows.resourceRows(company, writeId)],
    [rows.GRANT_COLUMNS, rows.grantRows(company, writeId)],
    [rows.CHANGE_COLUMNS, rows.changeRows(company, writeId)],
  ];
  for (const [target, lines] of tables) {
    await copyIn(client, target, lines);
  }
}
