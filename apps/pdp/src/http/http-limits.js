/** Bounds of requests and connections; a setting each. docs/limits.md says what happens beyond them. */
export class HttpLimits {
    maxJsonDepth;
    /** Requests per second of one caller to this process; 0 sets no bound. */
    rateLimit;
    /** Requests that a caller may send at once after a pause. */
    rateBurst;
    /** From the receipt of the headers to the answer. */
    requestDeadlineMs;
    /** For the headers and the body to arrive. */
    receiveTimeoutMs;
    maxHeaderBytes;
    maxConnections;
    /** Requests that wait for something other than their own caller. */
    maxWaitingRequests;
    constructor(limits) {
        this.maxJsonDepth = limits.maxJsonDepth;
        this.rateLimit = limits.rateLimit;
        this.rateBurst = limits.rateBurst;
        this.requestDeadlineMs = limits.requestDeadlineMs;
        this.receiveTimeoutMs = limits.receiveTimeoutMs;
        this.maxHeaderBytes = limits.maxHeaderBytes;
        this.maxConnections = limits.maxConnections;
        this.maxWaitingRequests = limits.maxWaitingRequests;
    }
}
