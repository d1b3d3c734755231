import { ConflictError, PdpError, UnavailableError } from '@legate/core';
import { QueryFailedError } from 'typeorm';

/** Postgres error codes we act on. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const RETRYABLE = new Set(['40001', '40P01', '55P03']);
const UNAVAILABLE_CLASSES = ['08', '53', '57', '58'];

/**
 * Turns what the driver threw into our error. Errors of ours pass through; what is not known to be the
 * database's state stays as it is, to be reported as a fault of ours.
 */
export function toDatabaseError(cause: unknown): unknown {
  if (cause instanceof PdpError) {
    return cause;
  }
  const code = sqlStateOf(cause);
  if (code !== null && RETRYABLE.has(code)) {
    return new ConflictError('conflict.concurrent', 'another write came in between', { cause });
  }
  if (code === null ? isConnectionFault(cause) : isUnavailable(code)) {
    return new UnavailableError('database.unavailable', 'the database does not answer', { cause });
  }
  return cause;
}

/** The SQLSTATE of a failed statement, or null when the failure has none (no connection, time out). */
export function sqlStateOf(cause: unknown): string | null {
  const error: unknown = cause instanceof QueryFailedError ? cause.driverError : cause;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

function isUnavailable(code: string): boolean {
  return UNAVAILABLE_CLASSES.some((prefix) => code.startsWith(prefix));
}

const CONNECTION_FAULT =
  /ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|[Cc]onnection terminated|timeout exceeded|[Qq]uery read timeout|not queryable/;

function isConnectionFault(cause: unknown): boolean {
  if (cause instanceof AggregateError) {
    return cause.errors.some(isConnectionFault);
  }
  if (!(cause instanceof Error)) {
    return false;
  }
  const code = 'code' in cause ? String(cause.code) : '';
  return CONNECTION_FAULT.test(code) || CONNECTION_FAULT.test(cause.message);
}
