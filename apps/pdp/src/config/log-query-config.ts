import { Setting } from '@legate/platform';
import { IsInt, Max, Min } from 'class-validator';
import { ShippingConfig } from './shipping-config.js';

/** How the decision log is read (docs/decision-log-query.md). */
export abstract class LogQueryConfig extends ShippingConfig {
  @Setting({
    name: 'LEGATE_LOG_QUERY_CONNECTIONS',
    description:
      'Most questions to the decision log at a time, each on a connection to the database that decisions do not use.',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  logQueryConnections = 4;

  @Setting({
    name: 'LEGATE_LOG_QUERY_TIMEOUT_MS',
    description: 'Longest time of one question to the decision log.',
  })
  @IsInt()
  @Min(100)
  @Max(600_000)
  logQueryTimeoutMs = 10_000;

  @Setting({
    name: 'LEGATE_LOG_EXPORTS',
    description: 'Most exports of the decision log at a time, each on a connection of its own.',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  logExports = 2;

  @Setting({
    name: 'LEGATE_LOG_TAILS',
    description: 'Most who follow the decision log at a time.',
  })
  @IsInt()
  @Min(1)
  @Max(1000)
  logTails = 20;
}
