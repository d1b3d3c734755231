import { join } from 'node:path';
import { listWriters } from '@legate/decision-log';
import type { RunningService } from './running-service.js';
import { readWriter } from './spooled-entries.js';
import type { Entry } from './spooled-entries.js';

/** All admin entries of a service's own writer, in order. */
export async function adminEntries({ spool }: RunningService): Promise<readonly Entry[]> {
  return (await readWriter(spool.folder)).filter(({ kind }) => kind === 'admin');
}

/** Those of one request. */
export async function entriesOf(
  service: RunningService,
  requestId: string,
): Promise<readonly Entry[]> {
  return (await adminEntries(service)).filter((entry) => entry.requestId === requestId);
}

/** Admin entries of all writers of a spool. */
export async function adminEntriesIn(spool: string): Promise<readonly Entry[]> {
  const writers = await listWriters(spool);
  const entries = await Promise.all(
    writers.map(async (writer) => await readWriter(join(spool, writer))),
  );
  return entries.flat().filter(({ kind }) => kind === 'admin');
}
