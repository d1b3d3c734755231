/** Bounds of requests and connections; a setting each. docs/limits.md says what happens beyond them. */
export class HttpLimits {
  readonly maxJsonDepth: number;
  /** Requests per second of one caller to this process; 0 sets no bound. */
  readonly rateLimit: number;
  /** Requests that a caller may send at once after a pause. */
  readonly rateBurst: number;
  /** From the receipt of the headers to the answer. */
  readonly requestDeadlineMs: number;
  /** For the headers and the body to arrive. */
  readonly receiveTimeoutMs: number;
  readonly maxHeaderBytes: number;
  readonly maxConnections: number;
  /** Requests that wait for something other than their own caller. */
  readonly maxWaitingRequests: number;

  constructor(limits: Readonly<Record<keyof HttpLimits, number>>) {
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
