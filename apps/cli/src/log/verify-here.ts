import { CheckpointKeys, verifyAt, verifyExports, verifySpool } from '@legate/decision-log';
import type { VerifyReport } from '@legate/decision-log';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { VerifyHereOrder } from './verify-order.js';

const MAX_FINDINGS = 1000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A busy month takes hours. */
const TIMEOUT_MS = 24 * 3_600_000;
/** How long what a checkpoint names may take into the database. */
const GRACE_MS = 60_000;

/** Verifies in this process. @throws CliError when what is named cannot be read */
export async function verifyHere(order: VerifyHereOrder): Promise<VerifyReport> {
  try {
    return await verify(order);
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const exit = order.where.kind === 'database' ? EXIT.unreachable : EXIT.usage;
    const name = order.where.kind === 'database' ? 'cli.unreachable' : 'cli.file';
    throw new CliError(name, `the ${order.where.kind} cannot be read: ${code || message}`, exit);
  }
}

async function verify(order: VerifyHereOrder): Promise<VerifyReport> {
  const { where, keys: pem, outsideFile, exportKey } = order;
  const files = { maxFindings: MAX_FINDINGS };
  const keys = CheckpointKeys.parse(pem);
  if (where.kind === 'server' || keys === null) {
    throw new CliError('cli.internal', 'nothing to verify here', EXIT.internal);
  }
  switch (where.kind) {
    case 'database':
      return await verifyDatabase(order, where.at);
    case 'spool':
      return await verifySpool(where.at, { keys, outsideFile }, files);
    case 'exports':
      return await verifyExports(where.at, { keys, outsideFile, exportKey }, files);
  }
}

async function verifyDatabase(order: VerifyHereOrder, databaseUrl: string): Promise<VerifyReport> {
  const { range, keys, outsideFile, nowMs } = order;
  return await verifyAt(
    { databaseUrl, keys, outsideFile, connectTimeoutMs: CONNECT_TIMEOUT_MS, timeoutMs: TIMEOUT_MS },
    {
      ...{ ...range, after: null, limit: Number.MAX_SAFE_INTEGER, maxFindings: MAX_FINDINGS },
      ...{ graceMs: GRACE_MS, nowMs },
    },
  );
}
