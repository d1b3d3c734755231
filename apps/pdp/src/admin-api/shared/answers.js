import { setRevision } from '../../http/revision-header.js';
import { entityTag, readPrecondition } from './write-scope.js';
/** Says which revision a write has become, and when this machine's decisions do not know it yet. */
export function tellWritten(reply, { revision, isApplied }) {
    setRevision(reply, revision);
    if (!isApplied) {
        void reply.header('legate-applied', 'false');
    }
}
/** The answer of a write that leaves nothing to show. */
export function answerGone(reply, written) {
    tellWritten(reply, written);
    return { revision: written.revision };
}
/** The answer of a write that leaves an object. */
export function answerStored(reply, written) {
    tellWritten(reply, written);
    void reply.header('etag', entityTag(written.value.revision));
    return written.value;
}
/** The answer of a PUT: 201 when it has created the object, else 200. */
export function answerPut(reply, { value, ...written }) {
    void reply.status(value.created ? 201 : 200);
    return answerStored(reply, { ...written, value: value.stored });
}
/** The answer of a GET of one object: 304 without it when the request has it already. */
export function answerRead(request, reply, object) {
    void reply.header('etag', entityTag(object.revision));
    const { ifNoneMatch = [] } = readPrecondition(request);
    if (ifNoneMatch === 'any' || ifNoneMatch.includes(object.revision)) {
        void reply.status(304);
        return undefined;
    }
    return object;
}
