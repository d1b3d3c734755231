export interface Latency {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export function summarise(samples: readonly number[]): Latency {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return {
    count: samples.length,
    meanMs: samples.reduce((sum, one) => sum + one, 0) / samples.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

export function describe({ count, meanMs, p50Ms, p99Ms, maxMs }: Latency): string {
  const [mean, p50, p99, max] = [meanMs, p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(2));
  return `p50 ${p50} ms   p99 ${p99} ms   max ${max} ms   mean ${mean} ms   (${count})`;
}
