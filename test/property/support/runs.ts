/**
 * How often a property runs: `count` times, or FC_RUNS times as often. FC_SEED runs what a failure printed again.
 */
export function runs(count: number): { numRuns: number; seed?: number } {
  const { FC_SEED: seed, FC_RUNS: factor } = process.env;
  return {
    numRuns: Math.ceil(count * Number(factor ?? 1)),
    ...(seed !== undefined && { seed: Number(seed) }),
  };
}
