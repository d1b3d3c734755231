import type { LoggerService } from '@nestjs/common';
import type { OperationalLog } from './operational-log.js';

/** Lets Nest write to the operational log; its start-up chatter goes to debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly operationalLog: OperationalLog) {}

  log(message: unknown, context?: unknown): void {
    this.operationalLog.debug({ event: 'nest.log', message, context });
  }

  warn(message: unknown, context?: unknown): void {
    this.operationalLog.warn({ event: 'nest.warn', message, context });
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.operationalLog.error({ event: 'nest.error', message, rest });
  }
}
