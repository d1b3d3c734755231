import { InvariantViolation } from '@legate/core';
import { createParamDecorator } from '@nestjs/common';
/** The authenticated caller of the request. Fails on a route that lets requests through without one. */
export const CurrentCaller = createParamDecorator((_, context) => callerOf(context.switchToHttp().getRequest()));
export function callerOf({ caller }) {
    if (caller === null) {
        throw new InvariantViolation('internal.error', 'the route names no operation');
    }
    return caller;
}
/** The tenant that the request is about. */
export function tenantOf(request) {
    return callerOf(request).tenant;
}
