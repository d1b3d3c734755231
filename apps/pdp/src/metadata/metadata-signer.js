import { createPrivateKey, createPublicKey } from 'node:crypto';
import { StartupError } from '@legate/core';
import { calculateJwkThumbprint, SignJWT } from 'jose';
/** Signed metadata of so many tenants is kept; there can be any number of names. */
const MAX_REMEMBERED = 1000;
/** Signs metadata (AuthZEN section 9.1.3) with the key of the setting, and tells the public half of it. */
export class MetadataSigner {
    key;
    signed = new Map();
    constructor(key) {
        this.key = key;
    }
    /**
     * @param text a private key: a JWK as JSON, or PEM (PKCS #8).
     * @throws StartupError `config.invalid` for what is no such key.
     */
    static async load(text) {
        return new MetadataSigner(await readKey(text));
    }
    /** JSON Web Key Set (RFC 7517). */
    get jwks() {
        return { keys: [this.key.publicJwk] };
    }
    /** A JWS whose claims are the metadata, `iss` and when it was signed; the same again for the same metadata. */
    async sign(metadata) {
        const { policy_decision_point: issuer } = metadata;
        if (this.signed.size >= MAX_REMEMBERED) {
            this.signed.clear();
        }
        const signed = this.signed.get(issuer) ?? this.signAnew(metadata);
        this.signed.set(issuer, signed);
        return await signed;
    }
    async signAnew(metadata) {
        const { privateKey, alg, publicJwk } = this.key;
        return await new SignJWT({ ...metadata })
            .setProtectedHeader({ alg, kid: publicJwk.kid, typ: 'JWT' })
            .setIssuer(metadata.policy_decision_point)
            .setIssuedAt()
            .sign(privateKey);
    }
}
async function readKey(text) {
    try {
        const privateKey = text.trimStart().startsWith('{')
            ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
            : createPrivateKey(text);
        const publicHalf = createPublicKey(privateKey).export({ format: 'jwk' });
        const kid = await calculateJwkThumbprint(publicHalf);
        const alg = algorithmOf(privateKey);
        return { privateKey, alg, publicJwk: { ...publicHalf, kid, alg, use: 'sig' } };
    }
    catch {
        // No cause: it may quote the key.
        throw new StartupError('config.invalid', 'LEGATE_METADATA_SIGNING_KEY must be a private key, EC P-256, Ed25519 or RSA of 2048 bits: a JWK or PEM');
    }
}
function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails = {} }) {
    const { namedCurve, modulusLength = 0 } = asymmetricKeyDetails;
    if (asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') {
        return 'ES256';
    }
    if (asymmetricKeyType === 'ed25519') {
        return 'EdDSA';
    }
    if (asymmetricKeyType === 'rsa' && modulusLength >= 2048) {
        return 'RS256';
    }
    throw new Error('a key of another kind');
}
