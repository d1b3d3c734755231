import { InvalidRequestError, LimitExceededError } from '@legate/core';
/** What a policy bundle is sent as; the second is OPA's own. */
export const BUNDLE_CONTENT_TYPES = [
    'application/gzip',
    'application/vnd.openpolicyagent.bundles',
];
/** The body of a push, not read yet. */
export class BundleBody {
    stream;
    constructor(stream) {
        this.stream = stream;
    }
    /** @throws LimitExceededError, InvalidRequestError when it ends too early */
    async read(maxBytes) {
        const chunks = [];
        let size = 0;
        for await (const chunk of this.chunks()) {
            size += chunk.length;
            if (size > maxBytes) {
                const message = `the bundle is larger than ${maxBytes} bytes`;
                throw new LimitExceededError('request.too_large', message);
            }
            chunks.push(chunk);
        }
        return Buffer.concat(chunks);
    }
    /** The stream itself is left alone: destroying it would take the connection with it, and the answer. */
    async *chunks() {
        try {
            yield* this.stream.iterator({ destroyOnReturn: false });
        }
        catch (cause) {
            const message = 'the body ended before it was whole';
            throw new InvalidRequestError('request.malformed', message, { cause });
        }
    }
}
