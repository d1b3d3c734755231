import { Setting } from '@legate/platform';
import { IsInt, Matches, Max, Min, ValidateIf } from 'class-validator';
import { LogConfig } from './log-config.js';

const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== '');

/** Signed checkpoints of the decision log (docs/decision-log-verify.md). */
export abstract class CheckpointConfig extends LogConfig {
  @Setting({
    name: 'LEGATE_LOG_CHECKPOINT_MS',
    description: 'How far apart checkpoints of the decision log are while entries are written.',
  })
  @IsInt()
  @Min(100)
  @Max(10_000)
  logCheckpointMs = 5000;

  @Setting({
    name: 'LEGATE_LOG_CHECKPOINT_KEY',
    description:
      'Ed25519 private key, as PEM, to sign checkpoints with. Processes on one database should have the same.',
    secret: true,
    defaultText: 'made once, `checkpoint-key.pem` in `LEGATE_DATA_DIR`',
  })
  @IsGiven()
  @Matches(/^-----BEGIN PRIVATE KEY-----/, { message: 'must be a PEM private key' })
  logCheckpointKey = '';

  @Setting({
    name: 'LEGATE_LOG_CHECKPOINT_TRUST',
    description:
      'Further Ed25519 public keys, as PEM texts in one, whose checkpoints count when the log is verified here: earlier keys, and those of other processes.',
  })
  @IsGiven()
  @Matches(/^\s*-----BEGIN PUBLIC KEY-----/, { message: 'must be PEM public keys' })
  logCheckpointTrust = '';

  @Setting({
    name: 'LEGATE_LOG_CHECKPOINT_FILE',
    description:
      'File outside the reach of whoever can change the database, to append each checkpoint to.',
  })
  logCheckpointFile = '';

  @Setting({
    name: 'LEGATE_LOG_CHECKPOINT_URL',
    description: 'Where to `POST` each checkpoint to, as one JSON object; https, or loopback.',
  })
  @IsGiven()
  @Matches(/^https?:\/\/[^\s@]+$/, { message: 'must be an https or http URL without a user' })
  logCheckpointUrl = '';

  @Setting({
    name: 'LEGATE_LOG_CHECKPOINT_TOKEN',
    description: 'Bearer token to post checkpoints with.',
    secret: true,
  })
  logCheckpointToken = '';
}
