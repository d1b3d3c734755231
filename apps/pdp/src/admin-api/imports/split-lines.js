import { LimitExceededError } from '@legate/core';
const LINE_FEED = 0x0a;
const BLANKS = new Set([0x20, 0x09, 0x0d]);
/** Gives the lines that are not blank. @throws LimitExceededError for one that is longer than the limit */
export async function* splitLines(chunks, maxLineBytes) {
    const open = new OpenLine(maxLineBytes);
    for await (const chunk of chunks) {
        let start = 0;
        for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
            open.add(chunk.subarray(start, end));
            start = end + 1;
            yield* open.close();
        }
        open.add(chunk.subarray(start));
    }
    yield* open.close();
}
/** The line that has not ended yet. */
class OpenLine {
    maxBytes;
    line = 1;
    parts = [];
    length = 0;
    constructor(maxBytes) {
        this.maxBytes = maxBytes;
    }
    add(part) {
        this.length += part.length;
        if (this.length > this.maxBytes) {
            const { line } = this;
            throw new LimitExceededError('request.too_large', `line ${line} is longer than ${this.maxBytes} bytes`, { details: { line } });
        }
        this.parts.push(part);
    }
    /** Gives the line, unless it is blank, and begins the next. */
    *close() {
        const bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
        const { line } = this;
        this.line += 1;
        this.parts = [];
        this.length = 0;
        if (bytes?.some((byte) => !BLANKS.has(byte)) === true) {
            yield { line, bytes };
        }
    }
}
