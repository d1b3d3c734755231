import { InvalidRequestError } from '@legate/core';
const REVISION = /^\d{1,15}$/;
/** The data revision an answer was made at, or a write made (architecture: Interfaces). */
export function setRevision(reply, revision) {
    void reply.header('legate-revision', String(revision));
}
/** The revision that the request demands with Legate-Min-Revision; 0 when none. @throws InvalidRequestError */
export function readMinRevision({ headers }) {
    const text = headers['legate-min-revision'];
    if (text === undefined) {
        return 0;
    }
    if (typeof text !== 'string' || !REVISION.test(text)) {
        throw new InvalidRequestError('request.invalid', 'Legate-Min-Revision must be one revision, a whole number');
    }
    return Number(text);
}
