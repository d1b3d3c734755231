import type { IncomingMessage } from 'node:http';
import { DEFAULT_TENANT, TENANT_PATTERN } from '@legate/directory';

const PREFIX = /^\/t\/(?<tenant>[^/?]+)(?<route>\/(access|admin|v0|v1|forward-auth)([/?].*)?)$/;
/** These are of the service, not of a tenant. */
const OF_THE_SERVICE = /^\/admin\/v1\/tenants([/?]|$)/;

const tenants = new WeakMap<IncomingMessage, string | null>();

/**
 * Takes `/t/{tenant}` off the path of a route that each tenant has, and keeps the tenant with the request. Other
 * paths stay as they are.
 */
export function stripTenant(request: IncomingMessage): string {
  const { url = '/' } = request;
  const { tenant, route } = PREFIX.exec(url)?.groups ?? {};
  if (tenant === undefined || route === undefined || OF_THE_SERVICE.test(route)) {
    return url;
  }
  tenants.set(request, TENANT_PATTERN.test(tenant) ? tenant : null);
  return route;
}

/** The tenant that the path names, or the default one; null for what can be no tenant. */
export function tenantOfPath(request: IncomingMessage): string | null {
  const tenant = tenants.get(request);
  return tenant === undefined ? DEFAULT_TENANT : tenant;
}
