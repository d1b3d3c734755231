import { Injectable } from '@nestjs/common';
import type { Caller } from './caller.js';

const DAY_MS = 86_400_000;
const MAX_KNOWN = 20_000;

/** The first use of a credential on a day. */
export interface CredentialUse {
  readonly caller: Caller;
  /** `key:<id of the key>`, or `token:<issuer> <subject>`. Never the credential. */
  readonly credential: string;
}

/** Told of each. @returns whether it is written down; else it is told again at the next use */
export type CredentialUseListener = (use: CredentialUse) => Promise<boolean>;

/** Tells of the first use of each credential on each day (UTC, by the database's clock) in this process. */
@Injectable()
export class CredentialUses {
  private day = 0;
  private readonly seen = new Set<string>();
  private listener: CredentialUseListener | null = null;

  listen(listener: CredentialUseListener): void {
    this.listener = listener;
  }

  /** @param at ms since the epoch, by the database's clock */
  note(use: CredentialUse, at: number): void {
    const day = Math.floor(at / DAY_MS);
    if (day > this.day || this.seen.size >= MAX_KNOWN) {
      this.seen.clear();
      this.day = day;
    }
    if (this.listener === null || this.seen.has(use.credential)) {
      return;
    }
    this.seen.add(use.credential);
    void this.listener(use).then((isRecorded) => {
      if (!isRecorded) {
        this.seen.delete(use.credential);
      }
    });
  }
}
