import { Parameters, toCondition } from './decision-filter.js';
import type { DecisionFilter } from './decision-filter.js';
import type { LogReader } from './log-reader.js';
import type { TailPlace } from './tail-place.js';

/** What one batch has brought, of one writer. */
export interface Shipment {
  readonly id: number;
  readonly writer: string;
  readonly lastSeq: number;
  readonly minAt: Date;
  readonly maxAt: Date;
}

export interface ShippedEntry {
  readonly seq: number;
  readonly entry: string;
}

const SHIPMENTS_AT_ONCE = 200;
const ENTRIES_AT_ONCE = 200;

/** The number of the shipment that was committed last; 0 when there is none. @throws UnavailableError */
export async function lastShipment(log: LogReader): Promise<number> {
  const [row] = await log.read<{ id: number | null }[]>(
    async (dataSource) => await dataSource.query('SELECT max(id) AS id FROM log_shipments'),
  );
  return row?.id ?? 0;
}

/** Whether all that came behind the place is still numbered. @throws UnavailableError */
export async function isKnown(log: LogReader, { shipment }: TailPlace): Promise<boolean> {
  const [row] = await log.read<{ known: boolean | null }[]>(
    async (dataSource) =>
      await dataSource.query(
        `SELECT CASE WHEN $1 = 0 THEN coalesce(min(id), 1) = 1 ELSE bool_or(id = $1) END AS known
         FROM log_shipments WHERE $1 = 0 OR id = $1`,
        [shipment],
      ),
  );
  return row?.known === true;
}

/** The shipments from that of the place on, as they were committed. @throws UnavailableError */
export async function shipmentsFrom(
  log: LogReader,
  { shipment, seq }: TailPlace,
): Promise<readonly Shipment[]> {
  return await log.read<Shipment[]>(
    async (dataSource) =>
      await dataSource.query(
        `SELECT id, writer, last_seq AS "lastSeq", min_at AS "minAt", max_at AS "maxAt" FROM log_shipments
         WHERE id >= $1 AND (id > $1 OR last_seq > $2) ORDER BY id LIMIT ${SHIPMENTS_AT_ONCE}`,
        [shipment, seq],
      ),
  );
}

/** Some entries of a shipment behind a number that a filter is about; fewer than could be when there are no more. */
export async function entriesOf(
  log: LogReader,
  { writer, lastSeq, minAt, maxAt }: Shipment,
  {
    tenant,
    filter,
    after,
  }: { readonly tenant: string; readonly filter: DecisionFilter; readonly after: number },
): Promise<{ readonly entries: readonly ShippedEntry[]; readonly isLast: boolean }> {
  const parameters = new Parameters();
  const condition = toCondition(tenant, filter, parameters);
  const at = `at BETWEEN ${parameters.add(minAt)} AND ${parameters.add(maxAt)}`;
  const numbered = `seq > ${parameters.add(after)} AND seq <= ${parameters.add(lastSeq)}`;
  const entries = await log.read<ShippedEntry[]>(
    async (dataSource) =>
      await dataSource.query(
        `SELECT seq, entry FROM decisions
         WHERE ${condition} AND ${at} AND writer = ${parameters.add(writer)} AND ${numbered}
         ORDER BY seq LIMIT ${ENTRIES_AT_ONCE}`,
        parameters.values,
      ),
  );
  return { entries, isLast: entries.length < ENTRIES_AT_ONCE };
}
