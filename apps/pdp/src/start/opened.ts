type Close = () => Promise<void>;

/** What was opened, so that it can be closed in reverse order. */
export class Opened {
  private readonly closers: Close[] = [];

  add(close: Close): void {
    this.closers.push(close);
  }

  /** Closes everything, also when some of it fails. @returns what failed */
  async close(): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    for (const close of this.closers.splice(0).reverse()) {
      await close().catch((cause: unknown) => {
        failures.push(cause);
      });
    }
    return failures;
  }
}
