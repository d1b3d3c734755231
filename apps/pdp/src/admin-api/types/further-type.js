import { IDENTITY_KINDS, InvalidRequestError } from '@legate/core';
/** The kinds stand for themselves. @throws InvalidRequestError */
export function requireFurther(type) {
    if (IDENTITY_KINDS.some((kind) => kind === type)) {
        const message = `"${type}" is a kind and cannot be mapped`;
        throw new InvalidRequestError('request.invalid', message, {
            details: { problems: [{ pointer: '/type', message }] },
        });
    }
}
