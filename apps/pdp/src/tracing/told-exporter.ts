import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Of `ExportResultCode`, which would have to be loaded. */
const SUCCESS = 0;

/** The exporter, which tells when it begins to fail and when it works again; by itself it is silent. */
export function toldOfFailures(
  exporter: SpanExporter,
  tell: (failure: string | null) => void,
): SpanExporter {
  let isFailing = false;
  return {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        const fails = (result.code as number) !== SUCCESS;
        if (fails !== isFailing) {
          isFailing = fails;
          tell(fails ? (result.error?.name ?? 'failed') : null);
        }
        done(result);
      });
    },
    shutdown: async () => {
      await exporter.shutdown();
    },
    forceFlush: async () => {
      await exporter.forceFlush?.();
    },
  };
}
