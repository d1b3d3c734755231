import { measure } from './measure.js';
import type { Load } from './measure.js';
import { batch, BATCH_SIZE, single, TWO_HOPS, USER_ALONE } from './questions.js';
import { startLegate } from './servers.js';

const ROUNDS = 5;
const VARIANTS = {
  off: { LEGATE_LOG: 'insecure-off' },
  process: { LEGATE_LOG_DURABILITY: 'process' },
  disk: { LEGATE_LOG_DURABILITY: 'disk' },
} as const;
type Variant = keyof typeof VARIANTS;
const NAMES = Object.keys(VARIANTS) as readonly Variant[];

const LOADS = [
  ['a user alone', single, USER_ALONE],
  ['a sub-agent by two grants', single, TWO_HOPS],
  [`a user alone, ${BATCH_SIZE} at once`, batch, USER_ALONE],
] as const;

/**
 * What the decision log costs: the same load on the service without it and with it, in turn, several rounds, every
 * other one backwards, all on the same core. Medians.
 */
export async function measureLogCost(key: string, seconds: number): Promise<void> {
  const servers = new Map<Variant, Awaited<ReturnType<typeof startLegate>>>();
  try {
    for (const name of NAMES) {
      servers.set(name, await startLegate(key, VARIANTS[name]));
    }
    for (const [title, make, question] of LOADS) {
      const toLoad = (name: Variant): Load => make(servers.get(name)?.url ?? '', key, question);
      print(title, await measureAll(toLoad, seconds));
    }
  } finally {
    for (const server of servers.values()) {
      await server.stop();
    }
  }
}

async function measureAll(
  toLoad: (name: Variant) => Load,
  seconds: number,
): Promise<ReadonlyMap<Variant, readonly number[]>> {
  const found = new Map<Variant, number[]>(NAMES.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of round % 2 === 0 ? NAMES : NAMES.toReversed()) {
      const { requestsPerSecond } = await measure(toLoad(name), seconds);
      found.get(name)?.push(requestsPerSecond);
    }
  }
  return found;
}

function print(title: string, found: ReadonlyMap<Variant, readonly number[]>): void {
  const off = median(found.get('off') ?? []);
  console.log(`\n${title}`);
  for (const [name, rates] of found) {
    const rate = median(rates);
    const micros = (1e6 / rate - 1e6 / off).toFixed(1);
    const share = ((1 - rate / off) * 100).toFixed(1);
    console.log(
      `  log ${name.padEnd(8)}${rate.toFixed(0).padStart(8)} req/s   costs ${share} %, ${micros} us a request`,
    );
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
