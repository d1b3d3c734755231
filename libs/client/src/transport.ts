import { randomUUID } from 'node:crypto';
import type { ClientSettings } from './client-settings.js';
import { wholeNumber } from './client-settings.js';
import { clientError, LegateError, MalformedAnswer } from './errors.js';
import type { ClientErrorCode } from './errors.js';
import { own, parseObject, readBytes, readRetryAfter, readRevision } from './read-answer.js';
import { TimeBound } from './time-bound.js';
import type { JsonObject } from './types.js';

export interface CallOptions {
  /** Sent as `X-Request-ID`, the same for all tries; made when absent. */
  readonly requestId?: string;
  /** Least data revision to judge at (`Legate-Min-Revision`), for example that of a write of yours. */
  readonly minRevision?: number;
  readonly signal?: AbortSignal;
  /** In place of the client's. */
  readonly timeoutMs?: number;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
}

export interface Answer {
  readonly body: JsonObject;
  readonly revision: number | null;
  readonly requestId: string;
}

interface Try {
  readonly call: Call;
  readonly text: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly bound: TimeBound;
}

/** Too many requests, and what a proxy or Legate answers when it may work the next time. */
const TRANSIENT: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
const ERROR_CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

/**
 * Asks over HTTP. It asks again, within the time of the call, when nothing was answered or the answer was 429, 502,
 * 503 or 504, and never once an answer of 200 has begun: what Legate has decided is not asked a second time.
 */
export class Transport {
  constructor(private readonly settings: ClientSettings) {}

  /** @throws LegateError for everything but an answer of 200 that `read` accepts */
  async call<T>(call: Call, options: CallOptions, read: (answer: Answer) => T): Promise<T> {
    const requestId = options.requestId ?? randomUUID();
    const headers = toHeaders(call, options, requestId);
    const text = toText(call);
    const timeoutMs = wholeNumber('timeoutMs', options.timeoutMs ?? this.settings.timeoutMs, {
      min: 1,
      max: 600_000,
    });
    const bound = new TimeBound(timeoutMs, requestId, options.signal);
    try {
      const answer = await this.tryRepeatedly({ call, text, headers, requestId, bound });
      return read(answer);
    } catch (cause) {
      throw toLegateError(cause, requestId);
    } finally {
      bound.release();
    }
  }

  private async tryRepeatedly(attempt: Try): Promise<Answer> {
    for (let tried = 0; ; tried += 1) {
      try {
        return await this.try(attempt);
      } catch (failure) {
        const pauseMs = pauseAfter(failure, tried);
        const { bound } = attempt;
        if (bound.ended !== null || tried >= this.settings.retries || pauseMs >= bound.leftMs()) {
          throw failure;
        }
        await bound.sleep(pauseMs);
      }
    }
  }

  private async try(attempt: Try): Promise<Answer> {
    const { requestId, bound } = attempt;
    const response = await this.send(attempt, await this.readKey(attempt));
    const { status, headers } = response;
    if (status !== 200) {
      throw await this.refusal(response, attempt);
    }
    if (!/^application\/json\b/i.test(headers.get('content-type') ?? '')) {
      discard(response);
      throw new MalformedAnswer('the answer is not application/json');
    }
    const bytes = await bound
      .hold(readBytes(response, this.settings.maxAnswerBytes))
      .catch((cause: unknown) => {
        throw connectionFailed(cause, { requestId, status });
      });
    if (bytes === null) {
      const message = `the answer is longer than ${this.settings.maxAnswerBytes} bytes`;
      throw clientError('client.answer_too_large', message, { requestId, status });
    }
    return { body: parseObject(bytes), revision: readRevision(headers), requestId };
  }

  private async readKey({ bound, requestId }: Try): Promise<string> {
    const key = await bound.hold(this.settings.key()).catch((cause: unknown) => {
      throw bound.ended ?? clientError('client.token_failed', 'no key', { requestId, cause });
    });
    if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) {
      throw clientError('client.token_failed', 'the key is not visible ASCII', { requestId });
    }
    return key;
  }

  private async send(
    { call, text, headers, requestId, bound }: Try,
    key: string,
  ): Promise<Response> {
    const { origin } = this.settings;
    const init: RequestInit = {
      method: call.method,
      headers: { ...headers, authorization: `Bearer ${key}` },
      // A redirect would send the question, and maybe the key, to who knows whom.
      redirect: 'manual',
      signal: bound.signal,
      ...(text !== undefined && { body: text }),
    };
    try {
      return await bound.hold(this.settings.fetch(origin + call.path, init));
    } catch (cause) {
      throw connectionFailed(cause, { requestId, isTransient: true });
    }
  }

  private async refusal(response: Response, { requestId, bound }: Try): Promise<LegateError> {
    const { status, headers, type } = response;
    if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      discard(response);
      const message = 'redirects are not followed';
      return clientError('client.redirect_refused', message, { requestId, status });
    }
    const code = await bound.hold(this.readCode(response)).catch(() => null);
    return new LegateError(
      code ?? ('client.unexpected_status' satisfies ClientErrorCode),
      `Legate answered ${status}${code === null ? '' : ` ${code}`}`,
      {
        requestId,
        status,
        isTransient: TRANSIENT.has(status),
        retryAfterMs: readRetryAfter(headers, Date.now()),
      },
    );
  }

  private async readCode(response: Response): Promise<string | null> {
    const bytes = await readBytes(response, this.settings.maxAnswerBytes);
    const code = bytes === null ? null : own(parseObject(bytes), 'code');
    return typeof code === 'string' && code.length <= 100 && ERROR_CODE.test(code) ? code : null;
  }
}

function toText({ body }: Call): string | undefined {
  try {
    return body === undefined ? undefined : JSON.stringify(body);
  } catch (cause) {
    throw clientError('client.invalid_request', 'the request is not JSON', { cause });
  }
}

function toHeaders(
  call: Call,
  { minRevision }: CallOptions,
  requestId: string,
): Readonly<Record<string, string>> {
  if (!/^[\x20-\x7e]{1,256}$/.test(requestId) || requestId.trim() !== requestId) {
    const message = 'requestId must be 1 to 256 characters of visible ASCII';
    throw clientError('client.invalid_request', message);
  }
  return {
    accept: 'application/json',
    'x-request-id': requestId,
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
    ...(minRevision !== undefined && {
      'legate-min-revision': String(
        wholeNumber('minRevision', minRevision, { min: 0, max: 999_999_999_999_999 }),
      ),
    }),
  };
}

/** Exponential with full jitter, never before `Retry-After`; endless for what will not pass. */
function pauseAfter(failure: unknown, tried: number): number {
  if (!(failure instanceof LegateError) || !failure.isTransient) {
    return Infinity;
  }
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
  return Math.max(failure.retryAfterMs ?? 0, Math.random() * longest);
}

function connectionFailed(
  cause: unknown,
  options: { readonly requestId: string; readonly status?: number; readonly isTransient?: boolean },
): LegateError {
  // What the time bound has thrown says it better.
  return cause instanceof LegateError
    ? cause
    : clientError('client.connection_failed', 'no answer: the connection failed', {
        ...options,
        cause,
      });
}

function toLegateError(cause: unknown, requestId: string): LegateError {
  if (cause instanceof LegateError) {
    return cause;
  }
  const message = cause instanceof MalformedAnswer ? cause.message : 'the answer cannot be read';
  return clientError('client.malformed_answer', message, { requestId, status: 200, cause });
}

function discard(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}
