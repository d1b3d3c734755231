import { destination, pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { describeError } from './describe-error.js';
import { withoutSecrets } from './without-secrets.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One event: `event` is a dotted noun.verb, `err` an error with its causes, the rest fields. */
export interface LogEvent {
  readonly event: string;
  readonly err?: unknown;
  readonly [field: string]: unknown;
}

/**
 * The operational log: JSON lines on standard error, one event a line. ERROR means that someone must act.
 * Never holds attributes of subjects, tokens or keys: of errors only what `describeError` takes, and what looks like a
 * secret all the same is hidden. The decision log is another thing.
 */
export class OperationalLog {
  private readonly logger: Logger;

  constructor(level: LogLevel, to: DestinationStream = destination({ dest: 2, sync: true })) {
    const timestamp = (): string => `,"time":"${new Date().toISOString()}"`;
    const options = {
      ...{ level, base: null, timestamp },
      formatters: { level: (label: string) => ({ level: label }) },
      serializers: { err: describeError },
      hooks: { streamWrite: withoutSecrets },
    };
    this.logger = pino(options, to);
  }

  error(event: LogEvent): void {
    this.logger.error(event);
  }

  warn(event: LogEvent): void {
    this.logger.warn(event);
  }

  info(event: LogEvent): void {
    this.logger.info(event);
  }

  debug(event: LogEvent): void {
    this.logger.debug(event);
  }
}
