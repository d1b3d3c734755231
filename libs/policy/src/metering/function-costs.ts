import { ANY_FUNCTION, type FunctionScan, type Region } from './function-scan.js';

/** A unit of fuel stands for at most so many instructions. */
export const INSTRUCTIONS_PER_UNIT = 64;
/** A function without loops that runs at most so many instructions, with all it calls, is paid for by its callers. */
const MAX_UNCHARGED = 32;

/** What a function costs those who call it: null while it is not known, 0 when it charges for itself. */
type Cost = number | null;

/**
 * What each region must take from the fuel. INVARIANT: code that does not charge for itself has no loop, is not part
 * of a recursion, and is counted in full wherever it is called; so no instruction runs that is not paid for.
 */
export class FunctionCosts {
  readonly #functions: readonly FunctionScan[];
  readonly #imported: number;
  readonly #costs: Cost[];
  readonly #visiting = new Set<number>();

  /** `imported` functions come first in the index of functions. What the host does it charges for itself. */
  constructor(functions: readonly FunctionScan[], imported: number) {
    this.#functions = functions;
    this.#imported = imported;
    this.#costs = functions.map(() => null);
  }

  /** Units of fuel to take at the head of each region of a defined function, by number; empty when it takes none. */
  charges(index: number): readonly number[] {
    const scan = this.#functions[index];
    return scan === undefined || this.#costOf(index) > 0
      ? []
      : scan.regions.map((region) => Math.ceil(this.#instructions(region) / INSTRUCTIONS_PER_UNIT));
  }

  /** Instructions that run at most when the region runs once, without what its callees charge for. */
  #instructions({ instructions, calls }: Region): number {
    let sum = instructions;
    for (const callee of calls) {
      sum += callee === ANY_FUNCTION ? MAX_UNCHARGED : this.#costOf(callee - this.#imported);
    }
    return sum;
  }

  #costOf(index: number): number {
    const known = this.#costs[index];
    if (known !== null) {
      return known ?? 0;
    }
    // Whoever meets itself again, or stands in too deep a row of calls, charges for itself.
    if (this.#visiting.has(index) || this.#visiting.size > MAX_UNCHARGED) {
      this.#costs[index] = 0;
      return 0;
    }
    this.#visiting.add(index);
    const cost = this.#measure(this.#functions[index]);
    this.#visiting.delete(index);
    return (this.#costs[index] ??= cost);
  }

  #measure(scan: FunctionScan | undefined): number {
    const [body, loop] = scan?.regions ?? [];
    if (body === undefined || loop !== undefined || scan?.bulk.length !== 0) {
      return 0;
    }
    const instructions = body.instructions > MAX_UNCHARGED ? Infinity : this.#instructions(body);
    return instructions <= MAX_UNCHARGED ? instructions : 0;
  }
}
