import { InvalidRequestError } from '@legate/core';
const MAX_TARGET_LENGTH = 8192;
/** Of a path as it is sent, RFC 3986 section 3.3 without `;`, which some servers take for the start of parameters. */
const SENT = /^\/[A-Za-z0-9\-._~!$&'()*+,=:@%/]*$/;
const ESCAPE = /%(?![0-9A-Fa-f]{2})/;
/**
 * What a decoded segment cannot hold: what another parser would take for a separator, decode once more, or cut at.
 * Control and format characters among them.
 */
const AMBIGUOUS = /[/\\%?#;\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
/**
 * The segments of the path of a request target (RFC 9112 section 3.2.1), each percent-decoded exactly once; the query
 * is left out. Nothing is normalised: a path that has to be, or that two parsers could read differently, is refused.
 * A trailing slash is an empty last segment; `/` alone is one of them.
 *
 * @throws InvalidRequestError `forward_auth.path`
 */
export function readOriginalPath(target) {
    const [path = ''] = target.split('?', 1);
    if (target.length > MAX_TARGET_LENGTH || !SENT.test(path) || ESCAPE.test(path)) {
        throw refuse('it is too long, is no path, or has signs that must be encoded');
    }
    const segments = path.slice(1).split('/');
    return segments.map((segment, at) => {
        if (segment === '') {
            if (at === segments.length - 1) {
                return '';
            }
            throw refuse('it has an empty segment');
        }
        return readSegment(segment);
    });
}
function readSegment(sent) {
    let segment;
    try {
        segment = decodeURIComponent(sent);
    }
    catch (cause) {
        throw refuse('its escapes are not UTF-8', cause);
    }
    if (segment === '.' || segment === '..') {
        throw refuse('it has a dot segment');
    }
    if (AMBIGUOUS.test(segment)) {
        throw refuse('an escape stands for a sign that other parsers act on');
    }
    return segment;
}
function refuse(why, cause) {
    return new InvalidRequestError('forward_auth.path', `the original path is refused: ${why}`, {
        cause,
    });
}
