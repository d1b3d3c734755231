import { isApiKey } from '@legate/callers';
import type { Caller, KeyRing, TokenCallers } from '@legate/callers';
import { ForbiddenError, UnauthenticatedError } from '@legate/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallerWaits } from './bound-requests.js';
import type { KnownTenants } from './known-tenants.js';
import { operationOf } from './operation.js';
import type { OperationName } from './operation.js';
import type { PeerCertificates } from './peer-certificates.js';
import type { SystemPolicy } from './system-policy.js';
import { tenantOfPath } from './tenant-path.js';

const BEARER = /^Bearer +(\S+) *$/i;
const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on routes that need no key. */
    caller: Caller | null;
  }
}

/** What a caller can be known by. */
export interface Credentials {
  readonly keys: KeyRing;
  readonly tokens: TokenCallers;
  /** Null when there is no TLS, or certificates are not asked for. */
  readonly certificates: PeerCertificates | null;
}

/**
 * Stop 1: lets a request through when its credential is a live caller's of the tenant that the path names, and its roles
 * allow the route's operation. It runs
 * before the body is read, so that nothing of an unknown sender is parsed. A route that names no operation is
 * open; a test lists those.
 */
export function authenticateCallers(fastify: FastifyInstance, parts: GateParts): void {
  const gate = new Gate(parts);
  fastify.decorateRequest('caller', null);
  const { waits } = parts;
  fastify.addHook('onRequest', (request, reply, done) => {
    const operation = operationOf(request);
    let waiting: Promise<void> | undefined;
    try {
      waiting = operation === null ? undefined : gate.letIn(request, operation);
    } catch (cause) {
      done(cause as Error);
      return;
    }
    // A caller that is remembered costs no promise.
    if (waiting === undefined) {
      done();
    } else {
      waits.begin(request, reply);
      waiting
        .finally(() => {
          waits.end(request);
        })
        .then(() => {
          done();
        }, done);
    }
  });
}

interface GateParts {
  readonly credentials: Credentials;
  readonly policy: SystemPolicy;
  readonly tenants: KnownTenants;
  readonly waits: CallerWaits;
}

class Gate {
  constructor(private readonly parts: GateParts) {}

  /** Sets the caller of the request. @throws UnauthenticatedError, ForbiddenError, UnavailableError */
  letIn(request: FastifyRequest, operation: OperationName): Promise<void> | undefined {
    const { credentials } = this.parts;
    const key = readBearer(request);
    const caller =
      key !== null && isApiKey(key)
        ? credentials.keys.authenticate(key)
        : authenticateOtherwise(request, key, credentials);
    return caller instanceof Promise
      ? caller.then(async (found) => {
          await this.admit(request, operation, found);
        })
      : this.admit(request, operation, caller);
  }

  private admit(
    request: FastifyRequest,
    operation: OperationName,
    caller: Caller,
  ): Promise<void> | undefined {
    if (tenantOfPath(request.raw) !== caller.tenant) {
      return this.admitElsewhere(request, operation, caller);
    }
    this.requireAllowed(caller, operation);
    request.caller = caller;
    return undefined;
  }

  private async admitElsewhere(
    request: FastifyRequest,
    operation: OperationName,
    caller: Caller,
  ): Promise<void> {
    const tenant = await requireTenant(caller, tenantOfPath(request.raw), this.parts.tenants);
    this.requireAllowed(caller, operation);
    request.caller = { ...caller, tenant };
  }

  private requireAllowed(caller: Caller, operation: OperationName): void {
    if (!this.parts.policy.allows(caller, operation)) {
      throw new ForbiddenError('caller.forbidden', `your roles do not allow ${operation}`);
    }
  }
}

/**
 * By a token, or by the certificate of the connection. Issuers and SPIFFE ids are those of the tenant that the path
 * names, so one of another tenant is as unknown as any.
 */
async function authenticateOtherwise(
  request: FastifyRequest,
  token: string | null,
  { tokens, certificates }: Credentials,
): Promise<Caller> {
  const tenant = tenantOfPath(request.raw);
  const spiffeId = certificates?.spiffeIdOf(request.raw.socket) ?? null;
  if (tenant !== null && token !== null) {
    return await tokens.authenticate(tenant, token);
  }
  if (tenant !== null && spiffeId !== null && request.headers.authorization === undefined) {
    return await tokens.withSpiffeId(tenant, spiffeId);
  }
  throw new UnauthenticatedError(
    'caller.unauthenticated',
    'send your key or token as Authorization: Bearer',
  );
}

/** Another tenant's path is answered as one that names no tenant at all; the bootstrap caller is in all of them. */
async function requireTenant(
  caller: Caller,
  tenant: string | null,
  tenants: KnownTenants,
): Promise<string> {
  if (tenant === null || !caller.isBootstrap || !(await tenants.has(tenant))) {
    throw new ForbiddenError(
      'caller.forbidden',
      caller.isBootstrap ? 'there is no such tenant' : 'your key is not of this tenant',
    );
  }
  return tenant;
}

function readBearer({ headers, url }: FastifyRequest): string | null {
  // What a proxy hands on of a user's request may have an Authorization of its own.
  const { 'legate-key': proxyKey } = headers;
  if (typeof proxyKey === 'string' && url.startsWith('/forward-auth')) {
    return proxyKey;
  }
  const [, credential] = BEARER.exec(headers.authorization ?? '') ?? [];
  return credential ?? (url.startsWith('/git/') ? readPassword(headers.authorization) : null);
}

/** Git sends what it is given as Basic (RFC 7617): the key is the password, whatever the user is called. */
function readPassword(authorization = ''): string | null {
  const [, encoded] = BASIC.exec(authorization) ?? [];
  const pair = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const password = pair.slice(pair.indexOf(':') + 1);
  return encoded === undefined || !pair.includes(':') || password === '' ? null : password;
}
