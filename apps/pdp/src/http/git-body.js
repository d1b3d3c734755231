/** What git sends its requests as (https://git-scm.com/docs/http-protocol). */
export const GIT_CONTENT_TYPES = [
    'application/x-git-upload-pack-request',
    'application/x-git-receive-pack-request',
];
/** The body of a request of git's, not read yet. */
export class GitBody {
    stream;
    isGzipped;
    constructor(stream, isGzipped) {
        this.stream = stream;
        this.isGzipped = isGzipped;
    }
}
