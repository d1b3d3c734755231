import { Setting } from '@legate/platform';
import { IsBoolean, IsInt, IsNotEmpty, Matches, Max, Min, ValidateIf } from 'class-validator';
import { CheckpointConfig } from './checkpoint-config.js';

const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== '');
const TEN_YEARS_DAYS = 3650;

/** Where the decision log goes from the spool, and how long it is kept (docs/decision-log-shipping.md). */
export abstract class ShippingConfig extends CheckpointConfig {
  @Setting({
    name: 'LEGATE_LOG_SHIP_POLL_MS',
    description: 'How often to look for entries in the spool that are not shipped.',
  })
  @IsInt()
  @Min(10)
  @Max(60_000)
  logShipPollMs = 100;

  @Setting({
    name: 'LEGATE_LOG_SHIP_TIMEOUT_MS',
    description:
      'Longest time for one batch, of the database or a sink; then it is tried again, with half as much.',
  })
  @IsInt()
  @Min(100)
  @Max(600_000)
  logShipTimeoutMs = 30_000;

  @Setting({
    name: 'LEGATE_LOG_SHIP_BATCH',
    description: 'Most entries that are copied to the database in one transaction.',
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  logShipBatch = 20_000;

  @Setting({
    name: 'LEGATE_LOG_SINKS_REQUIRED',
    description:
      'Sinks that segments of the spool are kept for until they have them, of `file`, `stdout`, `opa`, `nats`, separated by commas. One that hangs fills the spool, until decisions are denied.',
  })
  @IsGiven()
  @Matches(/^(file|stdout|opa|nats)(,(file|stdout|opa|nats))*$/, {
    message: 'must be of file, stdout, opa and nats, separated by commas',
  })
  logSinksRequired = '';

  @Setting({
    name: 'LEGATE_LOG_SINK_KEEP_BYTES',
    description:
      'How much of the spool is kept for sinks that are not required and are behind; what is older they do not get.',
  })
  @IsInt()
  @Min(0)
  @Max(1024 ** 4)
  logSinkKeepBytes = 256 * 1024 ** 2;

  @Setting({
    name: 'LEGATE_LOG_FILE',
    description: 'File to append entries to, one a line.',
  })
  logFile = '';

  @Setting({
    name: 'LEGATE_LOG_FILE_MAX_BYTES',
    description: 'Size at which `LEGATE_LOG_FILE` is renamed and begun anew.',
  })
  @IsInt()
  @Min(4096)
  @Max(1024 ** 4)
  logFileMaxBytes = 100 * 1024 ** 2;

  @Setting({
    name: 'LEGATE_LOG_FILE_KEEP',
    description: 'How many renamed files are kept; 0 keeps all.',
  })
  @IsInt()
  @Min(0)
  @Max(100_000)
  logFileKeep = 0;

  @Setting({
    name: 'LEGATE_LOG_STDOUT',
    description: 'Whether entries are written to standard output, one a line.',
  })
  @IsBoolean()
  logStdout = false;

  @Setting({
    name: 'LEGATE_LOG_UPLOAD_URL',
    description:
      "Where to upload entries in the form of OPA's decision log; without a path, `/logs` is added.",
  })
  @IsGiven()
  @Matches(/^https?:\/\/[^\s@]+$/, { message: 'must be an https or http URL without a user' })
  logUploadUrl = '';

  @Setting({
    name: 'LEGATE_LOG_UPLOAD_TOKEN',
    description: 'Bearer token to upload with.',
    secret: true,
  })
  logUploadToken = '';

  @Setting({
    name: 'LEGATE_LOG_UPLOAD_INSECURE_HTTP',
    description: 'Whether uploads may go over plain HTTP to hosts other than loopback.',
  })
  @IsBoolean()
  logUploadInsecureHttp = false;

  @Setting({
    name: 'LEGATE_LOG_UPLOAD_MAX_BYTES',
    description:
      "Largest upload, compressed, as OPA's `upload_size_limit_bytes`; one event alone may be larger.",
  })
  @IsInt()
  @Min(1024)
  @Max(1024 ** 3)
  logUploadMaxBytes = 32_768;

  @Setting({
    name: 'LEGATE_LOG_NATS_URL',
    description:
      'NATS servers to publish entries to, `nats://host:port`, separated by commas; a JetStream stream must hold the subject.',
  })
  @IsGiven()
  @Matches(/^(nats|tls):\/\/[^\s@]+$/, { message: 'must be nats:// or tls:// URLs without a user' })
  logNatsUrl = '';

  @Setting({
    name: 'LEGATE_LOG_NATS_SUBJECT',
    description: 'Subject to publish entries to.',
  })
  @IsNotEmpty()
  logNatsSubject = 'legate.decisions';

  @Setting({ name: 'LEGATE_LOG_NATS_USER', description: 'User name for NATS.' })
  logNatsUser = '';

  @Setting({
    name: 'LEGATE_LOG_NATS_PASSWORD',
    description: 'Password for NATS, or its token where no user is given.',
    secret: true,
  })
  logNatsPassword = '';

  @Setting({
    name: 'LEGATE_LOG_RETENTION_DAYS',
    description:
      'Days that entries are kept in the database after their day (UTC) is over; then the day is exported and dropped. 0 keeps them.',
  })
  @IsInt()
  @Min(0)
  @Max(TEN_YEARS_DAYS)
  logRetentionDays = 0;

  @Setting({
    name: 'LEGATE_LOG_RETENTION_BYTES',
    description:
      'How large the entries in the database may be, with their indexes; then the oldest days are exported and dropped, never the current one. 0 sets no bound.',
  })
  @IsInt()
  @Min(0)
  @Max(1024 ** 5)
  logRetentionBytes = 0;

  @Setting({
    name: 'LEGATE_LOG_RETENTION_CHECK_MS',
    description: 'How often to look for days that are to be exported.',
  })
  @IsInt()
  @Min(1000)
  @Max(86_400_000)
  logRetentionCheckMs = 600_000;

  @Setting({
    name: 'LEGATE_LOG_EXPORT_DIR',
    description: 'Folder of the exports.',
    defaultText: '`log-export` in `LEGATE_DATA_DIR`',
  })
  logExportDir = '';

  @Setting({
    name: 'LEGATE_LOG_EXPORT_KEY',
    description: 'Ed25519 private key, as PEM, to sign the manifests of exports with.',
    secret: true,
  })
  @IsGiven()
  @Matches(/^-----BEGIN PRIVATE KEY-----/, { message: 'must be a PEM private key' })
  logExportKey = '';

  @Setting({
    name: 'LEGATE_LOG_COUNTS_DAYS',
    description: 'Days that hourly counts are kept; 0 keeps them.',
  })
  @IsInt()
  @Min(0)
  @Max(TEN_YEARS_DAYS)
  logCountsDays = 0;
}
