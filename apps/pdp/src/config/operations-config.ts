import { Setting } from '@legate/platform';
import { IsInt, IsNotEmpty, Max, Min } from 'class-validator';
import { LimitsConfig } from './limits-config.js';

/** How the service tells of itself (docs/operations.md). */
export abstract class OperationsConfig extends LimitsConfig {
  @Setting({
    name: 'LEGATE_METRICS_PORT',
    description:
      'TCP port to serve `/metrics` on without a key; 0 opens none. `/metrics` on `LEGATE_PORT` takes a key with the role `metrics`.',
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  metricsPort = 0;

  @Setting({
    name: 'LEGATE_METRICS_HOST',
    description:
      'Address for `LEGATE_METRICS_PORT`. Whoever reaches it may read the metrics, which name no subject, tenant or caller.',
  })
  @IsNotEmpty()
  metricsHost = '127.0.0.1';
}
