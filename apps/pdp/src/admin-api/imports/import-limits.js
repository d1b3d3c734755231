/** Bounds of one import. */
export class ImportLimits {
    /** Most lines that say something. */
    maxLines;
    maxBytes;
    maxLineBytes;
    constructor({ maxLines, maxBytes, maxLineBytes }) {
        this.maxLines = maxLines;
        this.maxBytes = maxBytes;
        this.maxLineBytes = maxLineBytes;
    }
}
