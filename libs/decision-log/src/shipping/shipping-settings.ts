import type { NatsSettings } from '../sinks/nats-sink.js';
import type { NdjsonFileSettings } from '../sinks/ndjson-file-sink.js';
import type { RetentionSettings } from './retention/retention.js';

/** Names of the sinks, as settings give them. */
export const SINK_NAMES = ['file', 'stdout', 'opa', 'nats'] as const;
export type SinkName = (typeof SINK_NAMES)[number];

export interface OpaSinkSettings {
  readonly url: string;
  readonly token: string | null;
  readonly sizeLimitBytes: number;
}

/** Sinks that are configured; null for those that are not. */
export interface SinkSettings {
  readonly file: NdjsonFileSettings | null;
  readonly stdout: boolean;
  readonly opa: OpaSinkSettings | null;
  readonly nats: NatsSettings | null;
  /** Segments are kept until these have them. */
  readonly required: readonly SinkName[];
}

/** Everything shipping needs; plain data, since it is handed to a thread. */
export interface ShippingSettings {
  /** `LEGATE_DATA_DIR/spool`. */
  readonly spoolPath: string;
  /** Where copies of damaged segments are kept. */
  readonly damagedPath: string;
  /** The writer of this process; null when it only ships what others have left. */
  readonly writer: string | null;
  readonly databaseUrl: string;
  readonly connectTimeoutMs: number;
  /** Longest time of one batch, to the database or a sink. */
  readonly batchTimeoutMs: number;
  /** Most entries of one batch. */
  readonly batchEntries: number;
  readonly batchBytes: number;
  /** How often to look for new entries. */
  readonly pollMs: number;
  readonly backOffMs: number;
  readonly backOffMaxMs: number;
  /** How much of the spool is kept for sinks that are not required. */
  readonly keepBytes: number;
  /** Longest time for what is left when the service stops. */
  readonly drainMs: number;
  readonly version: string;
  readonly sinks: SinkSettings;
  readonly retention: RetentionSettings;
}
