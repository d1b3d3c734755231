import { isNativeError } from 'node:util/types';
import { StartupError } from '@legate/core';

/** Why an embedded PostgreSQL could not be had. Stable; a caller may branch on it. */
export type EmbeddedPostgresErrorCode =
  | 'database.embedded_failed'
  | 'database.binaries_missing'
  | 'database.data_folder_in_use'
  | 'database.data_folder_invalid'
  | 'database.data_folder_unreachable';

/** The one error of this folder. `message` is a single line for the operator and holds no secret. */
export class EmbeddedPostgresError extends StartupError {
  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(code, message.replace(/\s*\n\s*/g, ' '), options);
  }
}

const REFUSED_BY_PERMISSIONS = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Turns whatever was thrown while `dataDir` was worked on into an `EmbeddedPostgresError`. */
export function asEmbeddedPostgresError(error: unknown, dataDir: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) {
    return error;
  }
  // Not instanceof: inside Jest, the errors of Node's own modules are of another realm's class.
  const cause = isNativeError(error) ? error : new Error(String(error));
  if (REFUSED_BY_PERMISSIONS.has(errorCode(error) ?? '')) {
    return new EmbeddedPostgresError(
      'database.data_folder_unreachable',
      `data folder ${dataDir} cannot be used by this user (${cause.message}); ` +
        'run as the user it belongs to, or move it with LEGATE_DATA_DIR',
      { cause },
    );
  }
  return new EmbeddedPostgresError(
    'database.embedded_failed',
    `embedded PostgreSQL in ${dataDir} failed: ${cause.message}`,
    { cause },
  );
}

/** The `code` of a Node.js or PostgreSQL error (`ENOENT`, `57P03`, …), if it has one. @internal */
export function errorCode(error: unknown): string | undefined {
  const code: unknown = isNativeError(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
