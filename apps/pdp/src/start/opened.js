/** What was opened, so that it can be closed in reverse order. */
export class Opened {
    closers = [];
    add(close) {
        this.closers.push(close);
    }
    /** Closes everything, also when some of it fails. @returns what failed */
    async close() {
        const failures = [];
        for (const close of this.closers.splice(0).reverse()) {
            await close().catch((cause) => {
                failures.push(cause);
            });
        }
        return failures;
    }
}
