import type { ErrorCode } from '@legate/core';

type RemoteErrorCode = Extract<ErrorCode, `bundle_remote.${string}`>;

/** A fetch that brought nothing; its words are shown to admins, and hold no secret. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';

  constructor(
    readonly code: RemoteErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
