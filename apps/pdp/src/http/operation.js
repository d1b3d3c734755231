import { RouteConfig } from '@nestjs/platform-fastify';
/** Says which operation a route is; only callers whose roles allow it get through. */
export const Operation = (operation) => RouteConfig({ operation });
/** The operation of the request's route, or null when the route is open to all. */
export function operationOf({ routeOptions }) {
    return routeOptions.config.operation ?? null;
}
