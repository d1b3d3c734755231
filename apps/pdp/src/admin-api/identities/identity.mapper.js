import { InvalidRequestError } from '@legate/core';
import { parseCeiling } from './parse-ceiling.js';
import { toAlias } from './spiffe-id.js';
/** @throws InvalidRequestError with the problems of a ceiling or of aliases, or where only an agent can have a member */
export function toIdentityInput({ kind }, { ceiling, parent, aliases, ...rest }) {
    if (parent !== undefined && kind !== 'agent') {
        throw invalid('/parent', 'only an agent has a parent agent');
    }
    return {
        ...rest,
        parent,
        aliases: aliases && toAliases(aliases),
        ceiling: ceiling === undefined || ceiling === null ? ceiling : parseCeiling(ceiling),
    };
}
/** @throws InvalidRequestError */
export function toAliases(given, base = '/aliases') {
    const seen = new Set();
    return given.map((one, at) => {
        const pointer = `${base}/${at}`;
        const { issuer, subject, spiffeId } = one;
        const isPair = issuer !== undefined && subject !== undefined;
        if (isPair === (spiffeId !== undefined) || (issuer === undefined) !== (subject === undefined)) {
            throw invalid(pointer, 'needs either issuer and subject, or spiffeId');
        }
        const alias = toAlias(one);
        const key = JSON.stringify([alias.issuer, alias.subject]);
        if (seen.has(key)) {
            throw invalid(pointer, 'is there twice');
        }
        seen.add(key);
        return alias;
    });
}
function invalid(pointer, message) {
    return new InvalidRequestError('request.invalid', `${pointer}: ${message}`, {
        details: { problems: [{ pointer, message }] },
    });
}
