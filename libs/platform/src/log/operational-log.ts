import { destination, pino } from 'pino';
import type { Logger } from 'pino';

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
 * Never holds attributes of subjects, tokens or keys. The decision log is another thing.
 */
export class OperationalLog {
  private readonly logger: Logger;

  constructor(level: LogLevel) {
    const timestamp = (): string => `,"time":"${new Date().toISOString()}"`;
    this.logger = pino({ level, base: null, timestamp }, destination({ dest: 2, sync: true }));
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
