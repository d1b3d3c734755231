/** What this client finds wrong itself; Legate's own codes are in its docs/errors.md. */
export type ClientErrorCode =
  | 'client.aborted'
  | 'client.answer_too_large'
  | 'client.connection_failed'
  | 'client.invalid_request'
  | 'client.malformed_answer'
  | 'client.metadata_mismatch'
  | 'client.redirect_refused'
  | 'client.stale_answer'
  | 'client.timeout'
  | 'client.token_failed'
  | 'client.unexpected_status';

export interface LegateErrorOptions {
  readonly status?: number;
  readonly requestId?: string;
  readonly isTransient?: boolean;
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/** There is no decision. Treat it as a deny. */
export class LegateError extends Error {
  /** `client.*`, or the code that Legate answered with. */
  readonly code: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** `X-Request-ID` of the request, the same for all its tries. */
  readonly requestId: string | null;
  /** Whether the same call may succeed later. */
  readonly isTransient: boolean;
  /** What `Retry-After` said, ms. */
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, options: LegateErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'LegateError';
    this.code = code;
    this.status = options.status ?? null;
    this.requestId = options.requestId ?? null;
    this.isTransient = options.isTransient ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

export function clientError(
  code: ClientErrorCode,
  message: string,
  options: LegateErrorOptions = {},
): LegateError {
  return new LegateError(code, message, options);
}

/** An answer of status 200 that is no decision. The transport makes a `LegateError` of it. */
export class MalformedAnswer extends Error {}
