const WARM_UP = 12;

/** Reproducible chance: the same seed and index give the same numbers on any machine (sfc32, 128 bits of state). */
export class Random {
  private a: number;
  private b: number;
  private c = 0x9e3779b9;
  private counter = 1;

  constructor(seed: number, index: number) {
    this.a = seed | 0;
    this.b = index | 0;
    for (let round = 0; round < WARM_UP; round += 1) {
      this.word();
    }
  }

  /** A whole number of 32 bits. */
  word(): number {
    const drawn = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  uuid(): string {
    const [a, b, c, d] = [this.word(), this.word(), this.word(), this.word()].map((word) =>
      word.toString(16).padStart(8, '0'),
    ) as [string, string, string, string];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }
}
