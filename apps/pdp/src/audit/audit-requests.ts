import { pipeline, Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { outcomeUnrecorded } from './admin-audit.js';
import type { AdminAudit } from './admin-audit.js';
import { auditedOperation } from './audited-operation.js';
import type { RequestAudit } from './request-audit.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of an admin request that may write, from when it is let in. */
    audit?: RequestAudit | null;
  }
}

/**
 * Begins the audit of each admin request that may write when its body is read and its caller known, and holds its answer
 * until the outcome is recorded. Routes that are not audited get no hook. To be added before any route is.
 */
export function auditRequests(fastify: FastifyInstance, audit: AdminAudit): void {
  fastify.decorateRequest('audit', null);
  fastify.addHook('onRoute', (route) => {
    const operation = auditedOperation(route.config);
    if (operation === null) {
      return;
    }
    route.preHandler = [
      ...[route.preHandler ?? []].flat(),
      (request, _reply, done): void => {
        audit.begin(request, operation);
        done();
      },
    ];
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (request, reply, payload, done): void => {
        hold(audit, request, reply, payload).then((held) => {
          done(null, held);
        }, done);
      },
    ];
  });
}

async function hold(
  audit: AdminAudit,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const { audit: of = null } = request;
  if (of === null || of.isEnded) {
    return payload;
  }
  const end = async (): Promise<void> => {
    const { statusCode: status } = reply;
    if (!(await audit.end(request, of, { status, code: null, revision: revisionOf(reply) }))) {
      throw outcomeUnrecorded();
    }
  };
  // What goes on while it is sent, as the answer to a push of git does, has its outcome at its end.
  return payload instanceof Readable ? endingAfter(payload, end) : await end().then(() => payload);
}

function revisionOf(reply: FastifyReply): number | null {
  const revision = reply.getHeader('legate-revision');
  return revision === undefined ? null : Number(revision);
}

function endingAfter(payload: Readable, end: () => Promise<void>): Readable {
  const gate = new Transform({
    transform: (chunk, _encoding, done) => {
      done(null, chunk);
    },
    flush: (done) => {
      end().then(() => {
        done();
      }, done);
    },
  });
  // What goes wrong is told to whoever reads the gate.
  return pipeline(payload, gate, () => undefined);
}
