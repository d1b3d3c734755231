import type { Client } from 'pg';
import type { ExportManifest } from '../shipping/retention/export-day.js';
import { findSealed } from '../shipping/retention/seal-partition.js';
import { STORED_COLUMNS } from './compare-columns.js';
import type { StoredColumns } from './compare-columns.js';
import type { Anchor, KeptEntry, KnownPiece } from './writer-checker.js';

const PAGE = 1000;
const DAY_MS = 86_400_000;

/** From one time on, and before another. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

export interface WriterRow {
  readonly shippedSeq: number;
  readonly shippedHash: Buffer | null;
}

export interface CheckpointRow {
  readonly number: string;
  readonly key_id: string;
  readonly maker: string;
  readonly hash: string;
  readonly checkpoint: string;
}

type EntryRow = StoredColumns & {
  readonly seq: string;
  readonly hash: Buffer;
  readonly entry: string;
};

/**
 * What verifying reads, all of it as of one moment. Days that are taken out and not yet exported are read like those
 * that are in.
 */
export class LogTables {
  private constructor(
    private readonly client: Client,
    /** A relation that has every entry. */
    private readonly entries: string,
  ) {}

  /** In a transaction of the client's, which has to see one moment. */
  static async open(client: Client): Promise<LogTables> {
    const sealed = await findSealed(client);
    const all = ['decisions', ...sealed.map(({ table }) => table)];
    return new LogTables(
      client,
      `(${all.map((one) => `SELECT * FROM ${one}`).join(' UNION ALL ')}) d`,
    );
  }

  async *checkpoints({ from, to }: TimeRange): AsyncGenerator<CheckpointRow> {
    let after = 0;
    for (;;) {
      const { rows } = await this.client.query<CheckpointRow>(CHECKPOINTS, [from, to, after, PAGE]);
      yield* rows;
      if (rows.length < PAGE) {
        return;
      }
      after = Number(rows.at(-1)?.number);
    }
  }

  async checkpoint(number: number): Promise<CheckpointRow | null> {
    const { rows } = await this.client.query<CheckpointRow>(
      `SELECT ${CHECKPOINT} FROM log_checkpoints WHERE number = $1`,
      [number],
    );
    return rows[0] ?? null;
  }

  /** Writers that have entries in these days, or have shipped since. */
  async writers({ from, to }: TimeRange): Promise<readonly string[]> {
    const days = [startOfDay(from), new Date(startOfDay(to).getTime() + DAY_MS)];
    const { rows } = await this.client.query<{ writer: string }>(writersOf(this.entries), days);
    const { rows: known } = await this.client.query<{ writer: string }>(
      'SELECT writer FROM log_writers WHERE shipped_at >= $1 AND started_at < $2',
      [from, to],
    );
    return [...rows, ...known].map(({ writer }) => writer);
  }

  async writer(writer: string): Promise<WriterRow | null> {
    const { rows } = await this.client.query<{ seq: string; hash: Buffer | null }>(
      'SELECT shipped_seq AS seq, shipped_hash AS hash FROM log_writers WHERE writer = $1',
      [writer],
    );
    const [row] = rows;
    return row === undefined ? null : { shippedSeq: Number(row.seq), shippedHash: row.hash };
  }

  /** Entries of a writer behind a number, by number. */
  async *entriesOf(writer: string, afterSeq: number, range: TimeRange): AsyncGenerator<KeptEntry> {
    const { client } = this;
    await client.query(
      `DECLARE log_verify NO SCROLL CURSOR FOR
       SELECT seq, hash, entry, ${STORED_COLUMNS} FROM ${this.entries}
       WHERE writer = '${writer}' AND seq > ${afterSeq}
         AND d.at >= '${range.from.toISOString()}' AND d.at < '${range.to.toISOString()}'
       ORDER BY writer, seq, d.at`,
    );
    try {
      for (;;) {
        const { rows } = await client.query<EntryRow>(`FETCH ${PAGE} FROM log_verify`);
        yield* rows.map(toKept);
        if (rows.length < PAGE) {
          return;
        }
      }
    } finally {
      // After a failure there is none any more, and the failure is what matters.
      await client.query('CLOSE log_verify').catch(() => undefined);
    }
  }

  /** Entries between two numbers, whenever they were; the first thousand. */
  async entriesBetween(
    writer: string,
    afterSeq: number,
    seq: number,
  ): Promise<readonly KeptEntry[]> {
    const { rows } = await this.client.query<EntryRow>(
      `SELECT seq, hash, entry, ${STORED_COLUMNS} FROM ${this.entries}
       WHERE writer = $1 AND seq > $2 AND seq < $3 ORDER BY writer, seq, d.at LIMIT ${PAGE}`,
      [writer, afterSeq, seq],
    );
    return rows.map(toKept);
  }

  /** The last entry up to a number, whenever it was. */
  async lastUpTo(writer: string, seq: number): Promise<Anchor | null> {
    const { rows } = await this.client.query<{ seq: string; hash: Buffer }>(
      `SELECT seq, hash FROM ${this.entries} WHERE writer = $1 AND seq <= $2
       ORDER BY writer DESC, seq DESC LIMIT 1`,
      [writer, seq],
    );
    const [row] = rows;
    return row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
  }

  /** The number of the first entry behind one, whenever it was. */
  async nextSeq(writer: string, after: number): Promise<number | null> {
    const { rows } = await this.client.query<{ seq: string }>(
      `SELECT seq FROM ${this.entries} WHERE writer = $1 AND seq > $2 ORDER BY writer, seq LIMIT 1`,
      [writer, after],
    );
    return rows[0] === undefined ? null : Number(rows[0].seq);
  }

  /** What manifests say was exported and dropped, by writer. */
  async pieces(): Promise<ReadonlyMap<string, readonly KnownPiece[]>> {
    const { rows } = await this.client.query<{ manifest: string }>(
      'SELECT manifest FROM log_exports ORDER BY day, part',
    );
    const pieces = new Map<string, KnownPiece[]>();
    for (const { manifest } of rows) {
      for (const { writer, ...piece } of (JSON.parse(manifest) as ExportManifest).runs) {
        pieces.set(writer, [...(pieces.get(writer) ?? []), piece]);
      }
    }
    for (const list of pieces.values()) {
      list.sort((one, other) => one.firstSeq - other.firstSeq);
    }
    return pieces;
  }
}

function toKept({ seq, hash, entry, ...row }: EntryRow): KeptEntry {
  return { seq: Number(seq), hash, row, text: Buffer.from(entry) };
}

function startOfDay(time: Date): Date {
  return new Date(Math.floor(time.getTime() / DAY_MS) * DAY_MS);
}

/** From one writer to the next by the index, instead of through all entries. */
function writersOf(entries: string): string {
  const inDays = 'd.at >= $1 AND d.at < $2';
  return `WITH RECURSIVE found AS (
    (SELECT writer FROM ${entries} WHERE ${inDays} ORDER BY writer LIMIT 1)
    UNION ALL
    SELECT (SELECT d.writer FROM ${entries} WHERE d.writer > found.writer AND ${inDays}
      ORDER BY d.writer LIMIT 1) FROM found WHERE found.writer IS NOT NULL)
    SELECT writer FROM found WHERE writer IS NOT NULL`;
}

const CHECKPOINT = `number, key_id, maker, encode(hash, 'hex') AS hash, checkpoint`;

const CHECKPOINTS = `SELECT ${CHECKPOINT} FROM log_checkpoints
  WHERE at >= $1 AND at < $2 AND number > $3 ORDER BY number LIMIT $4`;
