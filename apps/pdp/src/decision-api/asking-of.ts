import type { Asking, DecisionForm } from '@legate/decision-log';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACE_PARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** What the entry of a decision says of the request that asked for it. */
export function askingOf(request: FastifyRequest, form: DecisionForm): Asking {
  const { tenant, id: caller } = callerOf(request);
  return { tenant, form, caller, requestId: request.id, traceId: traceIdOf(request) };
}

function traceIdOf({ headers: { traceparent } }: FastifyRequest): string | null {
  return typeof traceparent === 'string' ? (TRACE_PARENT.exec(traceparent)?.[1] ?? null) : null;
}
