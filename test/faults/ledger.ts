/** What clients got, from first to last, whatever was broken meanwhile. */
export class Ledger {
  /** `evaluation_id` of each answer that arrived whole and was recorded. */
  readonly answered: string[] = [];
  /** X-Request-ID of each admin write that was answered with success. */
  readonly written: string[] = [];
  /** When each permit was asked for, ms of the monotonic clock. */
  private readonly permits: number[] = [];
  /** Promises that were seen broken. */
  readonly broken: string[] = [];
  /** Denies that say the log is away, and admin writes refused for it: not in the log, and not meant to be. */
  unrecorded = 0;
  /** Requests whose answer did not arrive. */
  unanswered = 0;
  permitted = 0;

  permit(askedAt: number): void {
    this.permitted += 1;
    this.permits.push(askedAt);
  }

  /** How many permits were asked for in between. */
  permitsIn(from: number, to: number): number {
    return this.permits.filter((at) => at >= from && at <= to).length;
  }
}
