import { readLog } from '../support/logged-entries.js';
import { rowsOf } from '../support/shipping.js';
import type { Entry } from '../support/spooled-entries.js';
import type { FaultWorld } from './fault-world.js';

/** What was found when answers were held against the log. */
export interface Finding {
  readonly answers: number;
  readonly permits: number;
  readonly writes: number;
  readonly entries: number;
  readonly writers: number;
  readonly unrecorded: number;
  readonly unanswered: number;
  /** What is wrong; nothing when all holds. */
  readonly wrong: readonly string[];
}

/**
 * Starts the service once more, so that it mends and ships what is left, stops it, and holds all that clients got against
 * the table: each answer is there exactly once, each admin write with its intent, each chain is whole, nothing is left in
 * the spool.
 */
export async function checkLog(world: FaultWorld): Promise<Finding> {
  await world.stopService();
  await world.start();
  await world.stopService();
  const { ledger } = world;
  // Throws where a chain is not whole.
  const entries = await readLog(world.databaseUrl, world.spool);
  const [rows] = await rowsOf(
    world.databaseUrl,
    `SELECT (SELECT count(*)::int FROM decisions) AS entries, count(*)::int AS writers,
       sum(shipped_seq)::int AS shipped FROM log_writers`,
  );
  const shipped = rows as { entries: number; writers: number; shipped: number };
  return {
    answers: ledger.answered.length,
    permits: ledger.permitted,
    writes: ledger.written.length,
    entries: entries.length,
    writers: shipped.writers,
    unrecorded: ledger.unrecorded,
    unanswered: ledger.unanswered,
    wrong: [
      ...ledger.broken,
      ...notOnce(ledger.answered, countBy(entries, decisionId), 'answer'),
      ...notOnce(ledger.written, countBy(entries, doneId), 'admin write'),
      ...notOnce(ledger.written, countBy(entries, intendedId), 'intent'),
      ...(shipped.entries === entries.length && shipped.shipped === entries.length
        ? []
        : [`${entries.length} entries, ${shipped.entries} rows, ${shipped.shipped} shipped`]),
    ],
  };
}

const decisionId = (entry: Entry): unknown =>
  entry.kind === 'decision' ? entry.decisionId : undefined;
const doneId = (entry: Entry): unknown =>
  entry.kind === 'admin' && entry.outcome === 'done' ? entry.requestId : undefined;
const intendedId = (entry: Entry): unknown =>
  entry.kind === 'admin' && entry.outcome === 'intended' ? entry.requestId : undefined;

function countBy(
  entries: readonly Entry[],
  idOf: (entry: Entry) => unknown,
): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const entry of entries) {
    const id = idOf(entry);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function notOnce(
  ids: readonly string[],
  logged: ReadonlyMap<unknown, number>,
  what: string,
): readonly string[] {
  const wrong = ids.filter((id) => logged.get(id) !== 1);
  const [example = ''] = wrong;
  const times = logged.get(example) ?? 0;
  return wrong.length === 0
    ? []
    : [`${wrong.length} × ${what} not once: ${example} ${times} times`];
}
