import { CheckpointKeys } from '../checkpoints/checkpoint-key.js';
import { LogConnection } from '../shipping/log-connection.js';
import { verifyDatabase } from './verify-database.js';
import type { VerifyOrder } from './verify-database.js';
import type { VerifyReport } from './verify-report.js';
import type { VerifySettings } from './verify-thread.js';

export type DatabaseToVerify = Omit<VerifySettings, 'graceMs'>;

/**
 * Verifies with a connection of its own.
 *
 * @throws Error of the driver, or when the keys cannot be read
 */
export async function verifyAt(
  { databaseUrl: url, connectTimeoutMs, timeoutMs, keys: pem, outsideFile }: DatabaseToVerify,
  order: VerifyOrder,
): Promise<VerifyReport> {
  const keys = CheckpointKeys.parse(pem);
  if (keys === null) {
    throw new Error('the public keys of checkpoints cannot be read');
  }
  const database = { url, connectTimeoutMs, transactionTimeoutMs: timeoutMs };
  const connection = new LogConnection(database, 'legate log verify');
  try {
    return await connection.use(
      async (client) => await verifyDatabase(client, { keys, outsideFile }, order),
    );
  } finally {
    await connection.close();
  }
}
