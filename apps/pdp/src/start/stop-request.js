const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** The one place that says stop; all that waits listens to its signal. */
export class StopRequest {
    controller = new AbortController();
    stopReason = null;
    get reason() {
        return this.stopReason;
    }
    /** A terminal and npm both send the signal, so further ones change nothing. */
    listenForSignals() {
        for (const signal of SIGNALS) {
            process.on(signal, () => {
                this.stop({ kind: 'asked' });
            });
        }
    }
    stop(reason) {
        this.stopReason ??= reason;
        this.controller.abort();
    }
    /** Throws once a stop is asked for; called between the steps of a start. */
    check() {
        this.controller.signal.throwIfAborted();
    }
    /** Resolves when a stop is asked for. */
    async wait() {
        const { signal } = this.controller;
        if (!signal.aborted) {
            await new Promise((resolve) => {
                signal.addEventListener('abort', () => {
                    resolve();
                });
            });
        }
    }
}
