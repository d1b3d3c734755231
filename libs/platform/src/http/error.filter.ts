import { STATUS_CODES } from 'node:http';
import { UnauthenticatedError } from '@legate/core';
import type { ErrorCode, PdpError } from '@legate/core';
import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationalLog } from '../log/operational-log.js';
import { statusOf } from './status-codes.js';
import { toPdpError } from './to-pdp-error.js';

/** Is told of each error that is answered, with the status of the answer. */
export type WatchErrors = (code: ErrorCode, status: number, request: FastifyRequest) => void;

/**
 * Asked before an error is answered: what to answer instead, or null, once it may be; null at once when there is no
 * need to wait; `answered` when another answer is on its way.
 */
export type HoldErrors = (
  error: PdpError,
  status: number,
  request: FastifyRequest,
) => Promise<PdpError | null> | null | 'answered';

/**
 * Answers every error. Decision routes get `{code, message, requestId}`, all others problem details (RFC 9457)
 * with the same code, the Data API what OPA would say, git a line of text, a proxy only whether to let through. What went wrong underneath goes to the log only, under the same request id.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private hold: HoldErrors = () => null;

  constructor(
    private readonly log: OperationalLog,
    private readonly realm: string,
    private readonly watch: WatchErrors = () => undefined,
  ) {}

  /** Has this asked before each answer. */
  beforeAnswer(hold: HoldErrors): void {
    this.hold = hold;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toPdpError(thrown);
    const held = this.hold(error, statusOf(error), request);
    if (held === null) {
      this.send(error, request, reply);
    } else if (held !== 'answered') {
      void held.then((instead) => {
        if (!reply.sent) {
          this.send(instead ?? error, request, reply);
        }
      });
    }
  }

  private send(error: PdpError, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.raw.headersSent) {
      // Half of another answer is out; to break it off is all that can be said.
      this.log.error({ event: 'request.broken_off', requestId: request.id, err: error });
      reply.raw.destroy();
      return;
    }
    const form = formOf(request.url);
    const status = form === 'proxy' ? proxyStatusOf(error) : statusOf(error);
    if (statusOf(error) >= 500) {
      this.log.error({
        event: 'request.failed',
        requestId: request.id,
        code: error.code,
        err: error,
      });
    }
    this.watch(error.code, status, request);
    this.describe(error, { status, form }, reply);
    const { code, message } = error;
    switch (form) {
      case 'decision':
        void reply.send({ code, message, requestId: request.id });
        break;
      case 'opa':
        void reply.send(toOpaError(error));
        break;
      case 'proxy':
        void reply.header('legate-reason', code).send();
        break;
      case 'git':
        // Git shows such text to whoever runs it, and of others only the status.
        void reply.type('text/plain; charset=utf-8').send(`${message} [${code}]\n`);
        break;
      case 'problem':
        void reply.type('application/problem+json').send(toProblem(error, status, request.id));
    }
  }

  private describe(
    error: PdpError,
    { status, form }: { readonly status: number; readonly form: ReturnType<typeof formOf> },
    reply: FastifyReply,
  ): void {
    if (status === 401) {
      const scheme = form === 'git' ? 'Basic' : 'Bearer';
      void reply.header('www-authenticate', `${scheme} realm="${this.realm}"`);
    }
    if (error.retryAfterS !== null) {
      void reply.header('retry-after', String(error.retryAfterS));
    }
    void reply.status(status).header('cache-control', 'no-store');
  }
}

type ErrorForm = 'decision' | 'opa' | 'proxy' | 'git' | 'problem';

const FORMS: readonly (readonly [RegExp, ErrorForm])[] = [
  [/^\/access\//, 'decision'],
  [/^\/v[01]\/data([/?]|$)/, 'opa'],
  [/^\/forward-auth([/?]|$)/, 'proxy'],
  [/^\/git\//, 'git'],
];

function formOf(url: string): ErrorForm {
  return FORMS.find(([path]) => path.test(url))?.[1] ?? 'problem';
}

/** A proxy may take anything but these two for a fault of ours, and let through what it could not ask about. */
function proxyStatusOf(error: PdpError): number {
  return error instanceof UnauthenticatedError ? 401 : 403;
}

/** OPA-4. */
function toOpaError({ code, message, details: { problems } }: PdpError): object {
  return Array.isArray(problems)
    ? { code, message, errors: problems.map((problem: object) => ({ code, ...problem })) }
    : { code, message };
}

function toProblem(error: PdpError, status: number, requestId: string): object {
  return {
    type: `urn:legate:error:${error.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: error.message,
    requestId,
    ...error.details,
  };
}
