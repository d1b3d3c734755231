import { addTally } from './use-tally.js';
import type { RunningTally, UseTally } from './use-tally.js';

/** A tally with what it is of. */
export interface UseEntry extends UseTally {
  readonly tenant: string;
  readonly grantId: string;
  readonly action: string;
  readonly resourceType: string;
}

/**
 * What was used and is not written yet. Bounded, in all and for each grant: once it is full, what is in it goes on
 * counting and what is new is left out.
 */
export class UseLedger {
  private entries = new Map<string, UseEntry & RunningTally>();
  private ofGrant = new Map<string, number>();

  constructor(private readonly bounds: { readonly max: number; readonly maxOfGrant: number }) {}

  get size(): number {
    return this.entries.size;
  }

  /** Takes the entry over. @returns whether there was room for it. */
  add(entry: UseEntry): boolean {
    const { tenant, grantId, action, resourceType } = entry;
    // No id holds a NUL, so no two share a key.
    const key = `${tenant}\0${grantId}\0${action}\0${resourceType}`;
    const known = this.entries.get(key);
    if (known !== undefined) {
      addTally(known, entry);
      return true;
    }
    const count = this.ofGrant.get(`${tenant}\0${grantId}`) ?? 0;
    if (this.size >= this.bounds.max || count >= this.bounds.maxOfGrant) {
      return false;
    }
    this.ofGrant.set(`${tenant}\0${grantId}`, count + 1);
    this.entries.set(key, entry);
    return true;
  }

  /** Takes all out, in the one order in which every process writes them. */
  take(): readonly UseEntry[] {
    const taken = [...this.entries].sort(([one], [other]) => (one < other ? -1 : 1));
    this.entries = new Map();
    this.ofGrant = new Map();
    return taken.map(([, entry]) => entry);
  }
}
