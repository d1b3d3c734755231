import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import { errorCode } from './embedded-postgres-error.js';

/** Database and role of the service. The role owns the database and is no superuser. */
const SERVICE = 'legate';
/** invalid_password, invalid_authorization_specification. */
const REFUSED = new Set(['28P01', '28000']);

/** Where the server listens and how it knows us. @internal */
export interface AdminLogin {
  port: number;
  password: string;
}

/** The server is there and does not take our password, so it is not ours. @internal */
export class PasswordRefused extends Error {}

/**
 * Connects as superuser to database `postgres`. Throws `PasswordRefused`, or whatever keeps the
 * server from answering now; that may pass. @internal
 */
export async function connectAsAdmin({ port, password }: AdminLogin): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    ssl: false,
    application_name: `legate owner ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  // Without a listener, the server's end would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (REFUSED.has(errorCode(error) ?? '')) {
      throw new PasswordRefused('the password was refused', { cause: error });
    }
    throw error;
  }
}

/** Makes role and database of the service if they are missing. @internal */
export async function ensureServiceDatabase(admin: Client, password: string): Promise<void> {
  const { rows } = await admin.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
    [SERVICE],
  );
  if (rows[0]?.role !== true) {
    // Parameters are not allowed here; the password is hexadecimal.
    await admin.query(
      `CREATE ROLE ${SERVICE} LOGIN CREATEDB PASSWORD '${servicePassword(password)}'`,
    );
  }
  if (rows[0]?.database !== true) {
    await admin.query(`CREATE DATABASE ${SERVICE} OWNER ${SERVICE}`);
  }
}

/** The URL for the service. @internal */
export function serviceUrl({ port, password }: AdminLogin): string {
  return `postgresql://${SERVICE}:${servicePassword(password)}@127.0.0.1:${port}/${SERVICE}`;
}

/** Derived, so that the service's URL does not give away the superuser's password. */
function servicePassword(password: string): string {
  return createHmac('sha256', password).update(SERVICE).digest('hex');
}
