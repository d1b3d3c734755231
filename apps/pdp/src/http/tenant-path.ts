import type { IncomingMessage } from 'node:http';
import { DEFAULT_TENANT, TENANT_PATTERN } from '@legate/directory';

const PREFIX = /^\/t\/(?<tenant>[^/?]+)(?<route>\/(access|admin|v0|v1|forward-auth)([/?].*)?)$/;
/** These are of the service, not of a tenant. */
const OF_THE_SERVICE = /^\/admin\/v1\/tenants([/?]|$)/;

/** A repository has its tenant in its own name, and no form without one. */
const REPOSITORIES = '/git/';
const REPOSITORY = /^\/git\/(?<tenant>[^/?]+)\/policies\.git\//;

const tenants = new WeakMap<IncomingMessage, string | null>();

/**
 * Takes `/t/{tenant}` off the path of a route that each tenant has, and keeps the tenant with the request. Other
 * paths stay as they are.
 */
export function stripTenant(request: IncomingMessage): string {
  const { url = '/' } = request;
  const { tenant, route } = PREFIX.exec(url)?.groups ?? {};
  if (tenant === undefined || route === undefined || OF_THE_SERVICE.test(route)) {
    keepRepository(request, url);
    return url;
  }
  keepTenant(request, tenant);
  return route;
}

function keepRepository(request: IncomingMessage, url: string): void {
  if (url.startsWith(REPOSITORIES)) {
    keepTenant(request, REPOSITORY.exec(url)?.groups?.['tenant'] ?? '');
  }
}

function keepTenant(request: IncomingMessage, tenant: string): void {
  tenants.set(request, TENANT_PATTERN.test(tenant) ? tenant : null);
}

/** The tenant that the path names, or the default one; null for what can be no tenant. */
export function tenantOfPath(request: IncomingMessage): string | null {
  const tenant = tenants.get(request);
  return tenant === undefined ? DEFAULT_TENANT : tenant;
}
