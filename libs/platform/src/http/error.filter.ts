import { STATUS_CODES } from 'node:http';
import type { PdpError } from '@legate/core';
import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationalLog } from '../log/operational-log.js';
import { statusOf } from './status-codes.js';
import { toPdpError } from './to-pdp-error.js';

/**
 * Answers every error. Decision routes get `{code, message, requestId}`, all others problem details (RFC 9457)
 * with the same code. What went wrong underneath goes to the log only, under the same request id.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly log: OperationalLog,
    private readonly realm: string,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toPdpError(thrown);
    const status = statusOf(error);
    if (status >= 500) {
      this.log.error({
        event: 'request.failed',
        requestId: request.id,
        code: error.code,
        err: error,
      });
    }
    if (status === 401) {
      void reply.header('www-authenticate', `Bearer realm="${this.realm}"`);
    }
    if (error.retryAfterS !== null) {
      void reply.header('retry-after', String(error.retryAfterS));
    }
    void reply.status(status).header('cache-control', 'no-store');
    if (isDecisionRoute(request.url)) {
      const { code, message } = error;
      void reply.send({ code, message, requestId: request.id });
    } else {
      void reply.type('application/problem+json').send(toProblem(error, status, request.id));
    }
  }
}

function isDecisionRoute(url: string): boolean {
  return url.startsWith('/access/');
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
