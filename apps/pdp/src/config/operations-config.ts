import { Setting } from '@legate/platform';
import { IsInt, IsNotEmpty, Max, Min } from 'class-validator';
import { LimitsConfig } from './limits-config.js';

/** How the service tells of itself (docs/operations.md). */
export abstract class OperationsConfig extends LimitsConfig {
  @Setting({
    name: 'LEGATE_LOG_CANARY_MS',
    description:
      'How often a mark is written into the decision log and looked for where the log is read; 0 for never.',
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  logCanaryMs = 15_000;

  @Setting({
    name: 'LEGATE_LOG_CANARY_BOUND_MS',
    description:
      'How long such a mark may take; when none has come for that long and an interval more, the service is not ready.',
  })
  @IsInt()
  @Min(1000)
  @Max(3_600_000)
  logCanaryBoundMs = 60_000;

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
