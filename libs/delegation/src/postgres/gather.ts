interface Waiting<Asked, Found> {
  readonly asked: Asked;
  readonly resolve: (found: Found) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Collects what is asked for within one turn of the event loop, and asks for all of it together. What was asked for
 * before is not asked for again.
 */
export class Gather<Asked, Found> {
  private readonly known = new Map<string, Promise<Found>>();
  private waiting: Waiting<Asked, Found>[] = [];

  /** @param askAll gives what was found for each, in their order */
  constructor(
    private readonly keyOf: (asked: Asked) => string,
    private readonly askAll: (asked: readonly Asked[]) => Promise<readonly Found[]>,
  ) {}

  async get(asked: Asked): Promise<Found> {
    const key = this.keyOf(asked);
    const known = this.known.get(key) ?? this.wait(asked);
    this.known.set(key, known);
    return await known;
  }

  private async wait(asked: Asked): Promise<Found> {
    return await new Promise<Found>((resolve, reject) => {
      if (this.waiting.length === 0) {
        setImmediate(() => {
          void this.askWaiting();
        });
      }
      this.waiting.push({ asked, resolve, reject });
    });
  }

  private async askWaiting(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    try {
      const found = await this.askAll(waiting.map(({ asked }) => asked));
      waiting.forEach(({ resolve }, at) => {
        resolve(found[at] as Found);
      });
    } catch (cause) {
      for (const { reject } of waiting) {
        reject(cause);
      }
    }
  }
}
