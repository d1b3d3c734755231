import { join } from 'node:path';
import {
  chainHash,
  GENESIS,
  listSegments,
  listWriters,
  readFrames,
  segmentName,
} from '@legate/decision-log';
import { Client } from 'pg';
import type { Entry } from './spooled-entries.js';

interface Link {
  readonly hash: Buffer;
  readonly text: string;
}

/**
 * All entries that the writers of a spool have made, those that are shipped already out of PostgreSQL; each writer's in
 * order. Nothing may be shipping meanwhile.
 *
 * @throws Error where a writer's numbers have a gap, a hash does not hold, or a frame is not whole
 */
export async function readLog(databaseUrl: string, spool: string): Promise<readonly Entry[]> {
  const shipped = await readShipped(databaseUrl);
  const writers = new Set([...shipped.keys(), ...(await listWriters(spool))]);
  const entries: Entry[] = [];
  for (const writer of writers) {
    const links = new Map(shipped.get(writer));
    await addSpooled(join(spool, writer), links);
    entries.push(...requireChained(writer, links));
  }
  return entries;
}

async function readShipped(databaseUrl: string): Promise<Map<string, Map<number, Link>>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ writer: string; seq: string } & Link>(
      'SELECT writer, seq, hash, entry AS text FROM decisions',
    );
    const writers = new Map<string, Map<number, Link>>();
    for (const { writer, seq, hash, text } of rows) {
      const links = writers.get(writer) ?? new Map<number, Link>();
      writers.set(writer, links.set(Number(seq), { hash, text }));
    }
    return writers;
  } finally {
    await client.end();
  }
}

async function addSpooled(folder: string, links: Map<number, Link>): Promise<void> {
  for (const first of await listSegments(folder)) {
    const frames = readFrames(join(folder, segmentName(first)));
    let next = await frames.next();
    for (; next.done !== true; next = await frames.next()) {
      const text = next.value.entry.toString();
      links.set(JSON.parse(text).seq as number, { hash: next.value.hash, text });
    }
    if (next.value.kind !== 'end') {
      throw new Error(`${folder}: segment ${first} ends with a frame that is ${next.value.kind}`);
    }
  }
}

function requireChained(writer: string, links: ReadonlyMap<number, Link>): readonly Entry[] {
  const entries: Entry[] = [];
  let previous = GENESIS;
  for (let seq = 1; seq <= links.size; seq += 1) {
    const link = links.get(seq);
    previous = chainHash(previous, Buffer.from(link?.text ?? ''));
    if (link?.hash.equals(previous) !== true) {
      throw new Error(`${writer}: entry ${seq} is not chained to the one before`);
    }
    entries.push(JSON.parse(link.text));
  }
  return entries;
}
