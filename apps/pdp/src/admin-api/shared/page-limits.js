import { InvalidRequestError } from '@legate/core';
export const DEFAULT_PAGE_SIZE = 100;
/** What `LEGATE_MAX_PAGE_SIZE` may allow at most. */
export const MAX_PAGE_SIZE = 1000;
/** Query of something that comes in pages. */
export class PageQuery {
}
/** Bounds of pages. */
export class PageLimits {
    maxPageSize;
    constructor({ maxPageSize }) {
        this.maxPageSize = maxPageSize;
    }
    /** Holds a query that is valid otherwise against the bound; one that names no limit gets it as its own. */
    apply(query) {
        if (!(query instanceof PageQuery)) {
            return;
        }
        if (query.limit === undefined) {
            query.limit = String(Math.min(DEFAULT_PAGE_SIZE, this.maxPageSize));
        }
        else if (Number(query.limit) > this.maxPageSize) {
            const message = `must be a whole number from 1 to ${this.maxPageSize}`;
            throw new InvalidRequestError('request.invalid', `/limit: ${message}`, {
                details: { problems: [{ pointer: '/limit', message }] },
            });
        }
    }
}
