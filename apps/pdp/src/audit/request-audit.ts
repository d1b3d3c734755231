import type { Caller } from '@legate/callers';
import type { IdentityRef, Json } from '@legate/core';
import type { AdminToLog, LoggedEntity } from '@legate/decision-log';
import { TENANT_PATTERN } from '@legate/directory';
import type { WriteOrigin } from '@legate/persistence';
import type { FastifyRequest } from 'fastify';
import { tenantOfPath } from '../http/tenant-path.js';

const MAX_PATH = 1024;

/** What every entry about a request says of it. */
export type RequestFacts = Pick<
  AdminToLog,
  | 'tenant'
  | 'operation'
  | 'caller'
  | 'subject'
  | 'actor'
  | 'requestId'
  | 'method'
  | 'path'
  | 'target'
>;

/** What is known of a request, without what it says: a body may hold anything. */
export function describeRequest(request: FastifyRequest, operation: string): RequestFacts {
  const { caller, method, url, id, params } = request;
  const [path = ''] = url.split('?', 1);
  return {
    tenant: caller?.tenant ?? namedTenant(request),
    operation,
    caller: caller?.id ?? null,
    ...describeParties(caller),
    requestId: id,
    method,
    path: path.slice(0, MAX_PATH),
    target: (params ?? null) as Json,
  };
}

/** Whose log it goes into when nobody is known to ask: webhooks have their tenant at another place of the path. */
function namedTenant({ url, params, raw }: FastifyRequest): string | null {
  if (!url.startsWith('/webhooks/')) {
    return tenantOfPath(raw);
  }
  const { tenant } = params as { readonly tenant: string };
  return TENANT_PATTERN.test(tenant) ? tenant : null;
}

/** Whom the caller has proven to be or to speak for: by a token that was verified, or by its record. */
export function describeParties(
  caller: Caller | null,
): Record<'subject' | 'actor', LoggedEntity | null> {
  const { forwarded = null, identity = null } = caller ?? {};
  return {
    subject: toEntity(forwarded?.subject ?? identity),
    actor: toEntity(forwarded?.actor ?? null),
  };
}

function toEntity(identity: IdentityRef | null): LoggedEntity | null {
  return identity === null ? null : { type: identity.kind, id: identity.id };
}

/** An admin request that may write, from when its caller is let in until its answer. */
export class RequestAudit implements WriteOrigin {
  /** Entries of what was about to be committed for it. */
  readonly intents: string[] = [];
  /** The last revision that it has made; null when it has made none. */
  revision: number | null = null;
  /** Why it is refused, where the answer is one of success all the same. */
  refusal: string | null = null;
  /** Whether its outcome is on its way into the log: from then on a commit has to tell of itself. */
  isEnded = false;

  constructor(readonly facts: RequestFacts) {}

  get requestId(): string {
    return this.facts.requestId ?? '';
  }

  refuse(code: string): void {
    this.refusal = code;
  }
}
