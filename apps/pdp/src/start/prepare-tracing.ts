import { StartupError } from '@legate/core';
import { RequestTracer } from '../tracing/request-tracer.js';
import { Tracing } from '../tracing/tracing.js';
import type { StartContext } from './prepare-database.js';

const DELAY_MS = 2000;

/**
 * Loads the SDK of OpenTelemetry, if a collector is set; without one nothing of it is loaded.
 *
 * @throws StartupError `config.invalid`
 */
export async function prepareTracing({
  config: { otlpEndpoint: endpoint, tracePercent: percent },
  log,
  terminal,
  opened,
}: Pick<StartContext, 'config' | 'log' | 'terminal' | 'opened'>): Promise<Tracing> {
  if (endpoint === '') {
    return new Tracing(null);
  }
  const onExport = (failure: string | null): void => {
    if (failure === null) {
      log.info({ event: 'trace.export_recovered' });
    } else {
      log.warn({ event: 'trace.export_failed', reason: failure });
    }
  };
  const settings = { endpoint, percent, delayMs: DELAY_MS, onExport };
  const tracer = await RequestTracer.load(settings).catch((cause: unknown) => {
    const message = 'OTEL_EXPORTER_OTLP_ENDPOINT: the packages of OpenTelemetry are not installed';
    throw new StartupError('config.invalid', message, { cause });
  });
  opened.add(async () => {
    await tracer.close();
  });
  terminal.step('traces', `to ${new URL(endpoint).origin}`);
  return new Tracing(tracer);
}
