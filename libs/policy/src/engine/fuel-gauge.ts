/** What the counter of an instance can hold. */
const MAX_FUEL = 2 ** 31 - 1;

/** How the fuel of one decision is spent over the packages that apply. */
export class FuelGauge<P> {
  /** Units that are left; none below zero. */
  left = 0;
  #most = -1;
  #heaviest: P | undefined;

  /** A decision begins. */
  fill(units: number): void {
    this.left = units;
    this.#most = -1;
    this.#heaviest = undefined;
  }

  /** The decision may take so much more. */
  allow(units: number): void {
    this.left = Math.min(this.left + units, MAX_FUEL);
  }

  /** A package was run, and leaves so much. */
  spent(by: P, left: number): void {
    const used = this.left - left;
    if (used > this.#most) {
      this.#most = used;
      this.#heaviest = by;
    }
    this.left = Math.max(left, 0);
  }

  /** The package that has spent the most: not always the one that was running when there was no more. */
  get heaviest(): P | undefined {
    return this.#heaviest;
  }
}
