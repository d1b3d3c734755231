import fc from 'fast-check';

// Plans are numbers that pick from what there is: so they shrink well, and every plan makes a world.
// Without the bias of fast-check to small numbers, which would make the first choice the usual one.
export const PICK = fc.noBias(fc.nat(999));
export const FEW = fc.noBias(fc.nat(19));

export type PlanOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

export function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T;
}

/** The first choice of `odds` in 20, and else one of the rest. */
export function mostly<T>([usual, ...rest]: readonly [T, ...T[]], odds: number, at: number): T {
  return at % 20 < odds ? usual : pick(rest, Math.floor(at / 20));
}
