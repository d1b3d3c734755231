import type { CheckpointLine } from '../checkpoints/checkpoint.js';

/** What a checkpoint says of a writer. */
export interface HeadClaim {
  readonly seq: number;
  /** In hex. */
  readonly hash: string;
  /** Number of the checkpoint; null when it was made alone. */
  readonly checkpoint: number | null;
  /** When it was signed, in ms since 1970. */
  readonly atMs: number;
  /** Whether it is from outside. */
  readonly isOutside: boolean;
}

/** What all checkpoints say, by writer and in the order of the numbers. Only of those that are signed right. */
export class HeadClaims {
  private readonly claims = new Map<string, HeadClaim[]>();
  private isSorted = true;

  add({ checkpoint }: CheckpointLine, isOutside: boolean): void {
    const { number, heads, at } = checkpoint;
    for (const { writer, seq, hash } of heads) {
      const known = this.claims.get(writer);
      const claim = { seq, hash, checkpoint: number, atMs: Date.parse(at), isOutside };
      if (known === undefined) {
        this.claims.set(writer, [claim]);
      } else if (!isSame(known.at(-1), claim)) {
        known.push(claim);
        this.isSorted = false;
      }
    }
  }

  get writers(): readonly string[] {
    return [...this.claims.keys()].sort();
  }

  of(writer: string): readonly HeadClaim[] {
    if (!this.isSorted) {
      for (const list of this.claims.values()) {
        list.sort((one, other) => one.seq - other.seq);
      }
      this.isSorted = true;
    }
    return this.claims.get(writer) ?? [];
  }
}

/** A writer that rests is named again and again: once is enough, the first time. */
function isSame(known: HeadClaim | undefined, claim: HeadClaim): boolean {
  return (
    known?.seq === claim.seq && known.hash === claim.hash && known.isOutside === claim.isOutside
  );
}
