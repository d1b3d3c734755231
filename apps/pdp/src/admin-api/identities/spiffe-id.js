const MAX_BYTES = 2048;
const SPIFFE_ID = /^spiffe:\/\/(?<domain>[a-z0-9._-]{1,255})(?<path>(\/[A-Za-z0-9._-]+)*)$/;
/**
 * Tells whether the text is a SPIFFE id, exactly (SPIFFE-ID section 2; DEL-60): it is refused, never normalised.
 */
export function isSpiffeId(text) {
    const { path } = SPIFFE_ID.exec(text)?.groups ?? {};
    return (path !== undefined &&
        text.length <= MAX_BYTES &&
        path.split('/').every((segment) => segment !== '.' && segment !== '..'));
}
/** A SPIFFE id stands under its trust domain, as the issuer of the SVIDs that carry it. */
export function toAlias(given) {
    const { issuer = '', subject = '', spiffeId } = given;
    if (spiffeId === undefined) {
        return { issuer, subject };
    }
    const { domain = '' } = SPIFFE_ID.exec(spiffeId)?.groups ?? {};
    return { issuer: `spiffe://${domain}`, subject: spiffeId };
}
