import type { ErrorFilter } from '@legate/platform';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpLimits } from './http-limits.js';
import { refuseBrokenRequest } from './refuse-broken-requests.js';
import { echoRequestId, makeRequestId, REQUEST_ID_HEADER } from './request-id.js';
import { stripTenant } from './tenant-path.js';
import type { TlsFiles } from './tls-files.js';

// An id of 1,024 bytes is up to three times as long when URL-encoded.
const MAX_PARAM_LENGTH = 3 * 1024;

export interface AdapterOptions {
  readonly bodyLimitBytes: number;
  readonly limits: HttpLimits;
  readonly errors: ErrorFilter;
  /** Null for plain HTTP. */
  readonly tls: TlsFiles | null;
}

/** Fastify as we want it, its own errors answered by the same filter as all others. */
export class PdpAdapter extends FastifyAdapter {
  private readonly errors: ErrorFilter;

  constructor({ bodyLimitBytes, limits, errors, tls }: AdapterOptions) {
    const bounds = {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.receiveTimeoutMs,
      connectionsCheckingInterval: Math.min(limits.receiveTimeoutMs, 1000),
    };
    super({
      logger: false,
      bodyLimit: bodyLimitBytes,
      requestIdHeader: REQUEST_ID_HEADER,
      genReqId: makeRequestId,
      rewriteUrl: stripTenant,
      trustProxy: false,
      requestTimeout: limits.receiveTimeoutMs,
      ...(tls === null
        ? { http: bounds }
        : { https: { ...tls.options, ...bounds, handshakeTimeout: limits.receiveTimeoutMs } }),
      clientErrorHandler: refuseBrokenRequest,
      keepAliveTimeout: 72_000,
      forceCloseConnections: 'idle',
      routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
      frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
        // No hook has run for these: the path could not be read.
        errors.answer(echoRequestId(request, reply) ?? error, request, reply);
      },
      // Fastify would turn 5 into "5"; nothing may be coerced, and unknown members are left alone (AZ-2).
      ajv: {
        customOptions: {
          coerceTypes: false,
          useDefaults: false,
          removeAdditional: false,
          allErrors: false,
        },
      },
    });
    this.errors = errors;
    this.getInstance().server.maxConnections = limits.maxConnections;
  }

  /** Nest would hand Fastify's errors on without their codes; they go to the filter as they are. */
  override setErrorHandler(): FastifyInstance {
    return this.getInstance().setErrorHandler((error, request, reply) => {
      this.errors.answer(error, request, reply);
    });
  }
}
