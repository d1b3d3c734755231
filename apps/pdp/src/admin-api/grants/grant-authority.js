import { ForbiddenError, NotFoundError } from '@legate/core';
/**
 * Whose grants the caller may read or write: anybody's when a role other than `grants:own` allows the operation,
 * else those of the identity that it is.
 *
 * @throws ForbiddenError when it is no identity.
 */
export function authorityOf(caller, operation, policy) {
    if (isOverAll(caller, operation, policy)) {
        return 'any';
    }
    if (caller.identity === null) {
        throw new ForbiddenError('grant.not_grantor', 'grants:own needs a caller that is bound to an identity');
    }
    return caller.identity;
}
/** A grant of others is as unknown as one that is not there. @throws NotFoundError */
export function requireOwnGrant(authority, { id, grantor, grantee }) {
    if (authority !== 'any' &&
        !isSameIdentity(grantor, authority) &&
        !isSameIdentity(grantee, authority)) {
        throw new NotFoundError('grant.not_found', `there is no grant ${id}`);
    }
}
export function isSameIdentity(one, other) {
    return one?.kind === other.kind && one.id === other.id;
}
/** Whether a role other than `grants:own` allows the operation on grants. */
export function isOverAll(caller, operation, policy) {
    const others = caller.roles.filter((role) => role !== 'grants:own');
    return policy.allows({ ...caller, roles: others }, operation);
}
