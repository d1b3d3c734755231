import { setRevision } from '../../http/revision-header.js';
/** What was found, with its revision in the header. */
export function answerAt(reply, { value, revision }) {
    setRevision(reply, revision);
    return value;
}
