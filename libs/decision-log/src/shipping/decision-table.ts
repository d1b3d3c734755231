import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CopyEncoder } from './copy-encoder.js';
import { COPY_DECISIONS, encodeRow } from './encode-rows.js';
import type { Destination, EntryBatch, SpoolDamage, SpooledEntry } from './entry-batch.js';
import { toColumns } from './entry-columns.js';
import type { EntryColumns } from './entry-columns.js';
import { LogConnection } from './log-connection.js';
import type { LogDatabaseSettings } from './log-connection.js';
import { dayOf, Partitions } from './partitions.js';
import { BatchRollUps, KnownCombinations } from './roll-ups.js';

/** What the shipper knows of the process that a writer is of. */
export interface WriterOrigin {
  readonly host: string;
  readonly pid: number;
}

export interface DecisionTableOptions {
  readonly database: LogDatabaseSettings;
  readonly originOf: (writer: string) => Promise<WriterOrigin>;
  /** Keeps a copy of an entry's segment, and says where. */
  readonly keepAside: (writer: string, seq: number) => Promise<string>;
}

interface Row {
  readonly entry: SpooledEntry;
  readonly columns: EntryColumns;
}

interface ReadRows {
  readonly rows: readonly Row[];
  readonly damage: readonly SpoolDamage[];
}

interface Shipment extends ReadRows {
  readonly batch: EntryBatch;
  readonly rollUps: BatchRollUps;
}

/** Data that it cannot take, constraints, limits of an index. */
const REFUSALS = ['22', '23', '54'];
/** Without the name of a constraint: a day was dropped between our look and the COPY. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const NO_PARTITION = '23514';

/**
 * The table `decisions`. A batch is copied, counted into the roll-ups, and `shipped_seq` of its writer moved, in one
 * transaction that holds the writer's row: so an entry is there exactly once, whoever ships it and however often.
 */
export class DecisionTable implements Destination {
  readonly name = 'database';
  private readonly connection: LogConnection;
  private readonly partitions = new Partitions();
  private readonly known = new KnownCombinations();

  constructor(private readonly options: DecisionTableOptions) {
    this.connection = new LogConnection(options.database, 'legate log shipping');
  }

  async position(writer: string): Promise<number> {
    return await this.connection.use(async (client) => {
      const { rows } = await client.query<{ seq: string }>(
        'SELECT shipped_seq AS seq FROM log_writers WHERE writer = $1',
        [writer],
      );
      return Number(rows[0]?.seq ?? 0);
    });
  }

  async deliver(batch: EntryBatch): Promise<void> {
    const read = await this.readRows(batch);
    try {
      await this.deliverRows(batch, read);
    } catch (cause) {
      const { code, constraint } = cause as {
        readonly code?: unknown;
        readonly constraint?: unknown;
      };
      if (code === NO_PARTITION && constraint === undefined) {
        this.partitions.forget();
      } else if (batch.entries.length === 1 && isRefusal(code)) {
        // Tried alone and refused for what it is: it must not stop those behind it.
        await this.deliverRefused(batch, `the database refuses the entry: ${code}`);
        return;
      }
      throw cause;
    }
  }

  private async deliverRefused(batch: EntryBatch, reason: string): Promise<void> {
    const refused = await this.refuse(batch.writer, batch.lastSeq, reason);
    await this.deliverRows(batch, { rows: [], damage: [...batch.damage, refused] });
  }

  private async deliverRows(batch: EntryBatch, { rows, damage }: ReadRows): Promise<void> {
    const rollUps = new BatchRollUps(this.known);
    const origin = await this.options.originOf(batch.writer);
    await this.connection.use(async (client) => {
      await this.partitions.ensureAhead(client, Date.now());
      await this.partitions.ensure(client, new Set(rows.map(({ columns }) => dayOf(columns.atMs))));
      await client.query(MAKE_WRITER, [batch.writer, startOf(rows), origin.host, origin.pid]);
    });
    await this.connection.transaction(async (client) => {
      await this.ship(client, { batch, rows, damage, rollUps });
    });
    rollUps.remember();
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async ship(client: Client, { batch, rows, damage, rollUps }: Shipment): Promise<void> {
    await client.query(SYNCHRONOUS);
    const { rows: found } = await client.query<{ seq: string }>(LOCK_WRITER, [batch.writer]);
    const shipped = Number(found[0]?.seq ?? 0);
    const missing = rows.filter(({ entry }) => entry.seq > shipped);
    if (missing.length > 0) {
      await this.copy(client, missing, rollUps);
    }
    await insertDamage(client, { writer: batch.writer, damage });
    // Last, since others wait for these rows.
    for (const { text, values } of rollUps.toInserts()) {
      await client.query(text, [...values]);
    }
    const last = batch.entries.at(-1);
    if (last !== undefined && batch.lastSeq > shipped) {
      await client.query(MOVE_WRITER, [batch.writer, batch.lastSeq, last.hash, stopOf(missing)]);
    }
    await insertShipment(client, missing);
  }

  private async copy(client: Client, rows: readonly Row[], rollUps: BatchRollUps): Promise<void> {
    await pipeline(Readable.from(encode(rows, rollUps)), client.query(copyFrom(COPY_DECISIONS)));
  }

  /** An entry that cannot be read is damage too: it must not stop those behind it. */
  private async readRows(batch: EntryBatch): Promise<ReadRows> {
    const rows: Row[] = [];
    const damage = [...batch.damage];
    for (const entry of batch.entries) {
      const columns = isUtf8(entry.bytes) ? toColumns(entry.bytes.toString()) : null;
      if (columns !== null && columns.writer === batch.writer && columns.seq === entry.seq) {
        rows.push({ entry, columns });
      } else {
        const reason = 'the entry is not one of this writer with this number';
        damage.push(await this.refuse(batch.writer, entry.seq, reason));
      }
    }
    return { rows, damage };
  }

  private async refuse(writer: string, seq: number, reason: string): Promise<SpoolDamage> {
    const keptAt = await this.options.keepAside(writer, seq);
    return { segment: seq, atByte: 0, afterSeq: seq - 1, resumedSeq: seq + 1, reason, keptAt };
  }
}

function isRefusal(code: unknown): code is string {
  return typeof code === 'string' && REFUSALS.some((kind) => code.startsWith(kind));
}

const CHUNK_BYTES = 256 * 1024;

/** Piece by piece, so that the database works on one while the next is made. */
function* encode(rows: readonly Row[], rollUps: BatchRollUps): Generator<Buffer> {
  const encoder = new CopyEncoder();
  for (const { entry, columns } of rows) {
    encodeRow(encoder, entry, columns);
    rollUps.add(columns);
    if (encoder.length >= CHUNK_BYTES) {
      yield encoder.take();
    }
  }
  yield encoder.end();
}

function startOf(rows: readonly Row[]): Date {
  return new Date(rows[0]?.columns.atMs ?? Date.now());
}

/** When the writer said that it stops; null when it did not. */
function stopOf(rows: readonly Row[]): Date | null {
  const last = rows.at(-1);
  return last?.columns.kind === 'mark' && eventOf(last.entry) === 'stop'
    ? new Date(last.columns.atMs)
    : null;
}

function eventOf({ bytes }: SpooledEntry): unknown {
  return (JSON.parse(bytes.toString()) as { event?: unknown }).event;
}

async function insertDamage(
  client: Client,
  { writer, damage }: Pick<EntryBatch, 'writer' | 'damage'>,
): Promise<void> {
  for (const { segment, atByte, afterSeq, resumedSeq, reason, keptAt } of damage) {
    await client.query(ADD_DAMAGE, [
      ...[writer, segment, atByte, afterSeq, resumedSeq, reason, keptAt],
    ]);
  }
}

/** Numbered under a lock that ends with the transaction: who has read one has seen all before it. */
async function insertShipment(client: Client, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) {
    return;
  }
  const times = rows.map(({ columns }) => columns.atMs);
  const [min, max] = times.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)],
    [Infinity, -Infinity],
  );
  await client.query(LOCK_SHIPMENTS);
  const { writer } = first.columns;
  await client.query(ADD_SHIPMENT, [
    ...[writer, first.entry.seq, last.entry.seq, new Date(min), new Date(max)],
  ]);
}

// What is pruned after the commit must survive a crash of the database, whatever its default is.
const SYNCHRONOUS = `SELECT set_config('synchronous_commit', 'on', true)
  WHERE current_setting('synchronous_commit') = 'off'`;

const MAKE_WRITER = `INSERT INTO log_writers (writer, started_at, host, pid) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING`;

const LOCK_WRITER = 'SELECT shipped_seq AS seq FROM log_writers WHERE writer = $1 FOR UPDATE';

const MOVE_WRITER = `UPDATE log_writers SET shipped_seq = $2, shipped_hash = $3,
  stopped_at = coalesce($4, stopped_at), shipped_at = clock_timestamp() WHERE writer = $1`;

const ADD_DAMAGE = `INSERT INTO log_damage (writer, segment, at_byte, after_seq, resumed_seq, reason, kept_at, host)
  SELECT $1, $2, $3, $4, $5, $6, $7, host FROM log_writers WHERE writer = $1 ON CONFLICT DO NOTHING`;

const LOCK_SHIPMENTS = 'SELECT pg_advisory_xact_lock(7106118, 2)';

// Those who follow the log are a moment behind; who comes back after so many has missed some.
const ADD_SHIPMENT = `WITH added AS (
    INSERT INTO log_shipments (writer, first_seq, last_seq, min_at, max_at) VALUES ($1, $2, $3, $4, $5) RETURNING id)
  DELETE FROM log_shipments WHERE id <= (SELECT id FROM added) - 100000`;
