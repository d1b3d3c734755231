import { InvalidRequestError, parsePartialScope } from '@legate/core';
/**
 * Checks the selectors and constraints of a ceiling and gives it as it is stored: as text, absent dimensions left
 * out. @throws InvalidRequestError with every problem and its JSON pointer.
 */
export function parseCeiling({ actions, resources, constraints }) {
    const text = {
        ...(actions && { actions }),
        ...(resources && { resources: resources.map(({ type, id }) => ({ type, id })) }),
        ...(constraints && { constraints }),
    };
    const { problems } = parsePartialScope(text);
    if (problems.length > 0) {
        const named = problems.map(({ pointer, message }) => ({
            pointer: `/ceiling${pointer}`,
            message,
        }));
        const summary = named.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
        throw new InvalidRequestError('request.invalid', summary, { details: { problems: named } });
    }
    return { ...text };
}
