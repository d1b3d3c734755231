import { readFileSync } from 'node:fs';
import { measure } from '../measure.js';
import type { Load, Measurement } from '../measure.js';
import { hasWrk, measureWithWrk } from '../wrk.js';

/** One row of the table: what is asked of which process. */
export interface Target {
  readonly name: string;
  readonly pid: number;
  readonly load: Load;
  /** Decisions in one request. */
  readonly decisions: number;
}

export interface Row extends Measurement {
  readonly name: string;
  readonly decisions: number;
  /** How much of a core the server's process used, 0 to 1; undefined where Linux does not tell. */
  readonly core: number | undefined;
}

const TICKS_PER_SECOND = 100;

/**
 * Measures all targets in turn, as often as there are rounds, every other round backwards, so that what else the
 * machine does meets all of them. @returns the medians, in the order of the targets
 */
export async function measureInRounds(
  targets: readonly Target[],
  rounds: number,
  seconds: number,
): Promise<readonly Row[]> {
  const generator = hasWrk() ? measureWithWrk : measure;
  for (const { load } of targets) {
    await generator(load, Math.ceil(seconds / 2));
  }
  const all = new Map<Target, Row[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const row = await measureOnce(target, async (load) => await generator(load, seconds));
      all.get(target)?.push(row);
      console.error(
        `  round ${round + 1}    ${target.name}: ${row.requestsPerSecond.toFixed(0)} requests/s`,
      );
    }
  }
  return [...all.values()].map(medians);
}

async function measureOnce(
  { name, pid, load, decisions }: Target,
  generator: (load: Load) => Promise<Measurement>,
): Promise<Row> {
  const began = performance.now();
  const before = cpuSeconds(pid);
  const measurement = await generator(load);
  const after = cpuSeconds(pid);
  const seconds = (performance.now() - began) / 1000;
  const core = before === undefined || after === undefined ? undefined : (after - before) / seconds;
  return { name, decisions, core, ...measurement };
}

/** CPU time of a process with all its threads; fields 14 and 15 of its stat, counted after the name's bracket. */
function cpuSeconds(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

function medians(rows: readonly Row[]): Row {
  const [first] = rows;
  if (first === undefined) {
    throw new Error('no round was measured');
  }
  const cores = rows.map(({ core }) => core).filter((core) => core !== undefined);
  return {
    ...first,
    requestsPerSecond: median(rows.map((row) => row.requestsPerSecond)),
    p50Ms: median(rows.map((row) => row.p50Ms)),
    p99Ms: median(rows.map((row) => row.p99Ms)),
    core: cores.length === 0 ? undefined : median(cores),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
