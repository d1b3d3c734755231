import { Setting } from '@legate/platform';
import { IsInt, IsNotEmpty, Matches, Max, Min, ValidateIf } from 'class-validator';
import { LimitsConfig } from './limits-config.js';

const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== '');

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
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    description:
      'Collector of OpenTelemetry to send traces to, as OTLP over HTTP: `http://host:4318`. Without it nothing is traced. What else the SDK reads from the environment, such as `OTEL_EXPORTER_OTLP_HEADERS`, holds too.',
  })
  @IsGiven()
  @Matches(/^https?:\/\/[^\s@]+$/, { message: 'must be an http or https URL without a user' })
  otlpEndpoint = '';

  @Setting({
    name: 'LEGATE_TRACE_PERCENT',
    description:
      'How many of the requests are traced whose caller has not decided that by `traceparent`.',
  })
  @IsInt()
  @Min(0)
  @Max(100)
  tracePercent = 100;

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
