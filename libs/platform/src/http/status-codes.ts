import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  LimitExceededError,
  MethodNotAllowedError,
  NotFoundError,
  PreconditionFailedError,
  RateExceededError,
  UnauthenticatedError,
  UnavailableError,
  UnprocessableError,
} from '@legate/core';
import type { PdpError } from '@legate/core';

/** The only place where our errors become HTTP status codes (RFC 9110). */
export function statusOf(error: PdpError): number {
  const known = STATUS.find(([errorClass]) => error instanceof errorClass);
  return known === undefined ? 500 : known[1];
}

const STATUS = [
  [InvalidRequestError, 400],
  [UnauthenticatedError, 401],
  [ForbiddenError, 403],
  [NotFoundError, 404],
  [MethodNotAllowedError, 405],
  [ConflictError, 409],
  [PreconditionFailedError, 412],
  [LimitExceededError, 413],
  [UnprocessableError, 422],
  [RateExceededError, 429],
  [UnavailableError, 503],
] as const;
