import { mergeTallies } from './use-tally.js';
import type { UseTally } from './use-tally.js';

/** A tally with what it is of. */
export interface UseEntry extends UseTally {
  readonly tenant: string;
  readonly grantId: string;
  readonly action: string;
  readonly resourceType: string;
}

/**
 * What was used and is not written yet. Bounded: once it is full, what is in it goes on counting and what is new is
 * left out.
 */
export class UseLedger {
  private entries = new Map<string, UseEntry>();

  constructor(private readonly maxEntries: number) {}

  get size(): number {
    return this.entries.size;
  }

  /** @returns whether there was room for it. */
  add(entry: UseEntry): boolean {
    const { tenant, grantId, action, resourceType } = entry;
    // No id holds a NUL, so no two share a key.
    const key = `${tenant}\0${grantId}\0${action}\0${resourceType}`;
    const known = this.entries.get(key);
    if (known === undefined && this.entries.size >= this.maxEntries) {
      return false;
    }
    this.entries.set(
      key,
      known === undefined ? entry : { ...known, ...mergeTallies(known, entry) },
    );
    return true;
  }

  /** Takes all out, in the one order in which every process writes them. */
  take(): readonly UseEntry[] {
    const taken = [...this.entries].sort(([one], [other]) => (one < other ? -1 : 1));
    this.entries = new Map();
    return taken.map(([, entry]) => entry);
  }
}
