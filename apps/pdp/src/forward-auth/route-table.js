import { InvalidRequestError, InvariantViolation } from '@legate/core';
import { fillId, findIdProblem, matchPath, parsePathTemplate } from './path-template.js';
/** @throws InvalidRequestError `request.invalid` with every problem and its JSON pointer */
export function compileTable(table) {
    const problems = [];
    const routes = table.routes.flatMap((route, at) => {
        const template = parsePathTemplate(route.path);
        if (typeof template === 'string') {
            problems.push({ pointer: `/routes/${at}/path`, message: template });
            return [];
        }
        const message = findIdProblem(route.resource.id, template);
        if (message !== null) {
            problems.push({ pointer: `/routes/${at}/resource/id`, message });
        }
        return [{ ...route, template }];
    });
    if (problems.length > 0) {
        const summary = problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
        throw new InvalidRequestError('request.invalid', summary, { details: { problems } });
    }
    return { table, routes };
}
/** As `compileTable`, for one that has been checked when it was stored. */
export function compileStored(table) {
    try {
        return compileTable(table);
    }
    catch (cause) {
        throw new InvariantViolation('internal.error', 'a stored route table does not parse', {
            cause,
        });
    }
}
/** What the first route that is for the request makes of it; null when there is none. */
export function findRoute({ routes }, { method, segments, host }) {
    for (const { methods, host: wanted, template, action, resource } of routes) {
        const isFor = (methods.includes('*') || methods.includes(method)) &&
            (wanted === undefined || wanted === host);
        const found = isFor ? matchPath(template, segments) : null;
        if (found !== null) {
            const id = fillId(resource.id, found);
            return { action: action.name, resource: { type: resource.type, id } };
        }
    }
    return null;
}
