/** Bounds of a batch; a setting each. */
export class BatchLimits {
    /** Most items of a batch. */
    maxItems;
    constructor({ maxItems }) {
        this.maxItems = maxItems;
    }
}
