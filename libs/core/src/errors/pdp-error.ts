import type { Json } from '../model/json.js';
import type { ErrorCode } from './error-codes.js';

export interface PdpErrorOptions {
  /** Facts for the one who asked, as JSON; never secrets. */
  readonly details?: Readonly<Record<string, Json>>;
  /** What went wrong underneath; goes to the log only. */
  readonly cause?: unknown;
  /** Seconds after which the same request may succeed, where that is known. */
  readonly retryAfterS?: number;
}

/**
 * Base of all errors we raise. Its class says what the one who asked can do about it, its `code` says which.
 * A deny is never an error: it is a `Decision`.
 */
export abstract class PdpError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, Json>>;
  /** Seconds, or null when nothing is known. */
  readonly retryAfterS: number | null;

  constructor(code: ErrorCode, message: string, options: PdpErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
    this.retryAfterS = options.retryAfterS ?? null;
  }
}

/** The request is wrong as it stands; sending it again will not help. */
export class InvalidRequestError extends PdpError {}
/** The request is well formed, but what it says cannot hold. */
export class UnprocessableError extends PdpError {}
/** Who asks is not known. */
export class UnauthenticatedError extends PdpError {}
/** Who asks is known and may not. */
export class ForbiddenError extends PdpError {}
export class NotFoundError extends PdpError {}
/** What is named is there, and takes no such method (RFC 9110 section 15.5.6). */
export class MethodNotAllowedError extends PdpError {}
/** The present state forbids it. */
export class ConflictError extends PdpError {}
/** The object is not as the request demands (RFC 9110 section 15.5.13). */
export class PreconditionFailedError extends PdpError {}
/** Something is larger or deeper than its limit. */
export class LimitExceededError extends PdpError {}
/** It comes more often than its limit allows. */
export class RateExceededError extends PdpError {}
/** A part we need is away; the same request may succeed later. */
export class UnavailableError extends PdpError {}
/** The process cannot start or go on as it was set up. */
export class StartupError extends PdpError {}
/** A rule of our own code does not hold: a bug. */
export class InvariantViolation extends PdpError {}
