import type { Readable } from 'node:stream';
import type { GitRequestBody } from '@legate/git';

/** What git sends its requests as (https://git-scm.com/docs/http-protocol). */
export const GIT_CONTENT_TYPES = [
  'application/x-git-upload-pack-request',
  'application/x-git-receive-pack-request',
] as const;

/** The body of a request of git's, not read yet. */
export class GitBody implements GitRequestBody {
  constructor(
    readonly stream: Readable,
    readonly isGzipped: boolean,
  ) {}
}
