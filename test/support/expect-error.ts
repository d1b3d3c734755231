import { ERROR_CODES } from '@legate/core';
import type { ErrorCode } from '@legate/core';
import type { HttpAnswer } from './http-client.js';

/** What no answer may show: stack traces, file names, SQL, SQLSTATEs and the driver's words. */
export const INTERNALS =
  /\n\s+at |node_modules|\.[cm]?[jt]s:\d|SELECT |INSERT INTO|UPDATE tenants|QueryFailed|syntax error|violates|TypeError|Cannot read/;

/** A problem details answer (RFC 9457) of the admin API. */
export function expectProblem(answer: HttpAnswer, status: number, code: ErrorCode): void {
  expect({ status: answer.status, code: answer.body?.code }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body).toMatchObject({
    type: `urn:legate:error:${code}`,
    title: expect.stringMatching(/^[A-Z]/),
    status,
    detail: expect.stringMatching(/\S/),
    requestId: answer.headers.get('x-request-id') ?? expect.stringMatching(/^\S{36}$/),
  });
  expectNoInternals(answer);
}

/** An error of a decision route: `{code, message, requestId}` and nothing else. */
export function expectDecisionError(answer: HttpAnswer, status: number, code: ErrorCode): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
  expect(answer.body).toEqual({
    code,
    message: expect.stringMatching(/\S/),
    requestId: answer.headers.get('x-request-id') ?? expect.stringMatching(/^\S{36}$/),
  });
  expectNoInternals(answer);
}

export function expectNoInternals({ body }: HttpAnswer): void {
  expect(JSON.stringify(body)).not.toMatch(INTERNALS);
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}
