import { InvalidRequestError } from '@legate/core';
import { readOriginalPath } from './original-path.js';
const METHOD = /^[A-Z][A-Z-]{0,31}$/;
const HOST = /^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?$/;
/** Servers behind a proxy let these change the method or the path, after we were asked about another. */
const OVERRIDES = [
    'x-http-method',
    'x-http-method-override',
    'x-method-override',
    'x-original-url',
    'x-rewrite-url',
];
const X_ORIGINAL = { method: 'x-original-method', target: 'x-original-uri' };
const X_FORWARDED = { method: 'x-forwarded-method', target: 'x-forwarded-uri' };
/** Where each proxy tells of the original request; null: the subrequest is made like it. */
const FORMS = {
    nginx: { form: X_ORIGINAL, host: 'x-original-host' },
    traefik: { form: X_FORWARDED, host: 'x-forwarded-host' },
    caddy: { form: X_FORWARDED, host: 'x-forwarded-host' },
    envoy: { form: null, host: 'host' },
};
/**
 * The request that a proxy asks about, from where proxies of its kind tell of it. What the other places say, which
 * a client may have sent, must be the same.
 *
 * @param rest what follows the table's name in the path of the subrequest
 * @throws InvalidRequestError `forward_auth.headers`, `forward_auth.path`
 */
export function readOriginalRequest(request, proxy, rest) {
    const { form, host } = FORMS[proxy];
    const headers = headersOf(request);
    if (OVERRIDES.some((name) => headers(name) !== null)) {
        throw refuse('it has a header that could override its method or path');
    }
    if (form !== null && rest !== '') {
        throw refuse('a proxy of this kind names the original path in a header');
    }
    const method = form === null ? request.method : headers(form.method);
    const target = form === null ? rest : headers(form.target);
    if (method === null || target === null || !METHOD.test(method)) {
        throw refuse('its method or path is missing');
    }
    requireAgreement(headers, { method, target });
    return { method, segments: readOriginalPath(target), host: readHost(headers(host)) };
}
/** A header that is given twice is two answers to one question. */
function headersOf({ raw }) {
    return (name) => {
        const [value, ...more] = raw.headersDistinct[name] ?? [];
        if (more.length > 0) {
            throw refuse(`${name} is given twice`);
        }
        return value ?? null;
    };
}
function requireAgreement(headers, { method, target }) {
    const told = [X_ORIGINAL, X_FORWARDED].flatMap((form) => [
        [headers(form.method) ?? method, method],
        [headers(form.target) ?? target, target],
    ]);
    if (told.some(([one, other]) => one !== other)) {
        throw refuse('two headers disagree on its method or path');
    }
}
function readHost(host) {
    if (host === null) {
        return null;
    }
    const [, name] = HOST.exec(host) ?? [];
    if (name === undefined) {
        throw refuse('its host is malformed');
    }
    return name.toLowerCase();
}
function refuse(why) {
    return new InvalidRequestError('forward_auth.headers', `the original request is refused: ${why}`);
}
