import { UnavailableError } from '@legate/core';

const RETRY_AFTER_S = 5;

/** So many at once, and no queue: git asks again when it is told to, and a person sees why. */
export class Slots {
  private taken = 0;

  constructor(
    private readonly max: number,
    private readonly message: string,
  ) {}

  /** @returns what gives it back, once. @throws UnavailableError `git.busy` */
  take(): () => void {
    if (this.taken >= this.max) {
      throw new UnavailableError('git.busy', this.message, { retryAfterS: RETRY_AFTER_S });
    }
    this.taken += 1;
    let isFree = false;
    return () => {
      if (!isFree) {
        isFree = true;
        this.taken -= 1;
      }
    };
  }
}
