import type { Client } from 'pg';
import { LogConnection } from '../shipping/log-connection.js';
import type { LogDatabaseSettings } from '../shipping/log-connection.js';
import type { CheckpointKey } from './checkpoint-key.js';
import { hashOf, writeCheckpoint } from './checkpoint.js';
import type { WriterHead } from './checkpoint.js';

/** A checkpoint of the chain. */
export interface ChainedCheckpoint {
  readonly number: number;
  readonly line: string;
  /** SHA-256 of the line, in hex. */
  readonly hash: string;
}

interface LastRow {
  readonly number: string;
  readonly hash: string;
  readonly at: Date;
}

/** Most that are read at once. */
export const MOST_AT_ONCE = 1000;

/**
 * The one chain of checkpoints of all processes: the table `log_checkpoints`. Whoever adds to it holds a lock, so that
 * no two follow the same one.
 */
export class CheckpointChain {
  private readonly connection: LogConnection;

  constructor(
    database: LogDatabaseSettings,
    private readonly key: CheckpointKey,
  ) {
    this.connection = new LogConnection(database, 'legate log checkpoints');
  }

  /** Adds a checkpoint that names the maker's head as given and others' as the database has them. */
  async add(own: WriterHead): Promise<ChainedCheckpoint> {
    return await this.connection.transaction(async (client) => {
      await client.query(LOCK);
      const { rows } = await client.query<LastRow>(LAST);
      const [last] = rows;
      const number = Number(last?.number ?? 0) + 1;
      const at = await timeOf(client);
      const previous = last?.hash ?? null;
      const heads = await headsSince(client, last?.at ?? null, own);
      const line = writeCheckpoint({ number, at, maker: own.writer, previous, heads }, this.key);
      const hash = hashOf(line);
      await client.query(ADD, [number, at, own.writer, this.key.id, hash, line]);
      return { number, line, hash };
    });
  }

  /** Those behind a number, in order; the first thousand. */
  async after(number: number): Promise<readonly ChainedCheckpoint[]> {
    return await this.connection.use(async (client) => {
      const { rows } = await client.query<{ number: string; checkpoint: string; hash: string }>(
        AFTER,
        [number, MOST_AT_ONCE],
      );
      return rows.map((row) => ({
        number: Number(row.number),
        line: row.checkpoint,
        hash: row.hash,
      }));
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

async function timeOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return (rows[0]?.now ?? new Date(Number.NaN)).toISOString();
}

async function headsSince(
  client: Client,
  last: Date | null,
  own: WriterHead,
): Promise<readonly WriterHead[]> {
  const { rows } = await client.query<WriterHead & { readonly seq: string }>(HEADS, [
    own.writer,
    last,
  ]);
  const others = rows.map(({ writer, seq, hash }) => ({ writer, seq: Number(seq), hash }));
  return [own, ...others];
}

const LOCK = 'SELECT pg_advisory_xact_lock(7106118, 2)';

const LAST = `SELECT number, encode(hash, 'hex') AS hash, at FROM log_checkpoints ORDER BY number DESC LIMIT 1`;

// What was shipped since the one before, and an hour more: a shipment that was not committed then has an older time.
const HEADS = `SELECT writer, shipped_seq AS seq, encode(shipped_hash, 'hex') AS hash FROM log_writers
  WHERE writer <> $1 AND shipped_hash IS NOT NULL
    AND ($2::timestamptz IS NULL OR shipped_at > $2::timestamptz - interval '1 hour')
  ORDER BY writer`;

const ADD = `INSERT INTO log_checkpoints (number, at, maker, key_id, hash, checkpoint)
  VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6)`;

const AFTER = `SELECT number, checkpoint, encode(hash, 'hex') AS hash FROM log_checkpoints
  WHERE number > $1 ORDER BY number LIMIT $2`;
