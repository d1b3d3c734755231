import { InvariantViolation } from '@legate/core';
import type { ErrorFilter } from '@legate/platform';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { HOT_PATH } from './hot-path.js';
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

/**
 * Fastify as we want it, its own errors answered by the same filter as all others. The evaluation route is in a context
 * of its own, and answered without Nest's wrapper: Nest puts hooks on all routes for what we do not use (CORS, CSRF,
 * versions, streams), and waits for each answer to leave, which costs more than to authenticate its caller. So guards,
 * pipes and interceptors of Nest would not be asked there; we have none.
 */
export class PdpAdapter extends FastifyAdapter {
  private hotHandler: RouteHandlerMethod | null = null;

  private constructor(
    ofNest: FastifyInstance,
    private readonly hot: FastifyInstance,
    private readonly errors: ErrorFilter,
  ) {
    super(ofNest);
  }

  static async create(options: AdapterOptions): Promise<PdpAdapter> {
    const fastify = makeFastify(options);
    // Hooks reach down, and never sideways.
    const [ofNest, hot] = [await makeContext(fastify), await makeContext(fastify)];
    return new PdpAdapter(ofNest.context, hot.context, options.errors);
  }

  /** Whatever is to hold for all routes must be added to each of them. */
  get contexts(): readonly FastifyInstance[] {
    return [this.hot, this.getInstance()];
  }

  /** Names who answers the evaluation route; to be said before the routes are added. */
  answerEvaluations(handler: RouteHandlerMethod): void {
    this.hotHandler = handler;
  }

  override post(...route: readonly unknown[]): FastifyInstance {
    const whole = this.getInstance();
    const [path, handler] = route;
    if (path !== HOT_PATH) {
      return super.post(...route);
    }
    // Nest adds a route to its instance, with all that its decorators say.
    this.setInstance(this.hot);
    try {
      return super.post(path, this.inPlaceOf(handler as RouteHandlerMethod));
    } finally {
      this.setInstance(whole);
    }
  }

  private inPlaceOf(handler: RouteHandlerMethod): RouteHandlerMethod {
    const { hotHandler } = this;
    if (hotHandler === null) {
      throw new InvariantViolation('internal.error', 'nobody answers evaluations');
    }
    for (const key of Reflect.getMetadataKeys(handler)) {
      Reflect.defineMetadata(key, Reflect.getMetadata(key, handler), hotHandler);
    }
    return hotHandler;
  }

  /** Nest would hand Fastify's errors on without their codes; they go to the filter as they are. */
  override setErrorHandler(): FastifyInstance {
    for (const context of this.contexts) {
      context.setErrorHandler((error, request, reply) => {
        this.errors.answer(error, request, reply);
      });
    }
    return this.getInstance();
  }
}

/** An encapsulated context of its own. Wrapped, since a Fastify instance is a thenable, and is not itself once awaited. */
async function makeContext(fastify: FastifyInstance): Promise<{ context: FastifyInstance }> {
  let made = fastify;
  await fastify.register((context, _options, done) => {
    made = context;
    done();
  });
  return { context: made };
}

function makeFastify({ bodyLimitBytes, limits, errors, tls }: AdapterOptions): FastifyInstance {
  const bounds = {
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.receiveTimeoutMs,
    connectionsCheckingInterval: Math.min(limits.receiveTimeoutMs, 1000),
  };
  const fastify = Fastify({
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
  fastify.server.maxConnections = limits.maxConnections;
  return fastify;
}
