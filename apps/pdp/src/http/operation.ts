import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** Names of what can be asked of the service; the system policy (policies-rego/system) says who may. */
export type OperationName =
  | 'action_types.delete'
  | 'action_types.read'
  | 'action_types.write'
  | 'bundles.confirm'
  | 'bundle_remotes.delete'
  | 'bundle_remotes.fetch'
  | 'bundle_remotes.read'
  | 'bundle_remotes.write'
  | 'bundles.freeze'
  | 'bundles.gate'
  | 'bundles.read'
  | 'bundles.write'
  | 'callers.delete'
  | 'callers.read'
  | 'callers.write'
  | 'decide'
  | 'decisions.replay'
  | 'decisions.read'
  | 'evaluations.read'
  | 'explanations.read'
  | 'findings.read'
  | 'grants.read'
  | 'grants.revoke'
  | 'grants.write'
  | 'groups.delete'
  | 'groups.read'
  | 'groups.write'
  | 'identities.delete'
  | 'identities.read'
  | 'identities.write'
  | 'imports.write'
  | 'issuers.delete'
  | 'issuers.read'
  | 'issuers.write'
  | 'metrics.read'
  | 'packages.evaluate'
  | 'repositories.read'
  | 'repositories.write'
  | 'resources.delete'
  | 'resources.read'
  | 'resources.write'
  | 'role_assignments.delete'
  | 'role_assignments.read'
  | 'role_assignments.write'
  | 'search'
  | 'route_tables.delete'
  | 'route_tables.read'
  | 'route_tables.write'
  | 'subject_types.delete'
  | 'subject_types.read'
  | 'subject_types.write'
  | 'tenants.delete'
  | 'tenants.read'
  | 'tenants.write';

interface OperationConfig {
  readonly operation?: OperationName;
}

/** Says which operation a route is; only callers whose roles allow it get through. */
export const Operation = (operation: OperationName): MethodDecorator =>
  RouteConfig({ operation } satisfies OperationConfig);

/** The operation of the request's route, or null when the route is open to all. */
export function operationOf({ routeOptions }: FastifyRequest): OperationName | null {
  return (routeOptions.config as OperationConfig).operation ?? null;
}
