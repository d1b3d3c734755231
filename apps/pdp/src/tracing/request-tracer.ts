import type * as Api from '@opentelemetry/api';
import type { Attributes, Context, Tracer } from '@opentelemetry/api';
import type { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { API_VERSION } from '../http/describe-api.js';
import { toldOfFailures } from './told-exporter.js';

export interface TracingSettings {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** Of requests whose caller did not decide that, how many are traced. */
  readonly percent: number;
  /** Longest time until spans are sent. */
  readonly delayMs: number;
  /** Told when spans cannot be delivered, and when they can again. */
  readonly onExport: (failure: string | null) => void;
}

/** What a request was, with readings of `performance.now()`. */
export interface TracedRequest {
  readonly method: string;
  /** Of the route, never the path itself; undefined where there is no route. */
  readonly route: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly from: number;
  readonly to: number;
  readonly decision: TracedDecision | null;
}

export interface TracedDecision {
  readonly id: string;
  readonly form: string;
  readonly outcome: string;
  /** Its stops, one after the other. */
  readonly stops: readonly (readonly [name: string, from: number, to: number])[];
}

/**
 * Makes spans of what has been answered, by the SDK of OpenTelemetry: nothing is done for them on the way but to read
 * the clock. Names and attributes as the semantic conventions have them, `opa.decision_id` as OPA (OPA-44). No path,
 * subject or caller is in them.
 */
export class RequestTracer {
  private constructor(
    private readonly api: typeof Api,
    private readonly provider: BasicTracerProvider,
    private readonly tracer: Tracer,
    private readonly extract: (headers: TracedRequest['headers']) => Context,
  ) {}

  /** Loads the SDK, which nothing else does. @throws Error when it is not installed */
  static async load(settings: TracingSettings): Promise<RequestTracer> {
    const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }, core] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/core'),
    ]);
    const url = `${settings.endpoint.replace(/\/$/, '')}/v1/traces`;
    const exporter = toldOfFailures(new OTLPTraceExporter({ url }), settings.onExport);
    const provider = new sdk.BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.name': 'legate',
        'service.version': API_VERSION,
      }),
      sampler: new sdk.ParentBasedSampler({
        root: new sdk.TraceIdRatioBasedSampler(settings.percent / 100),
      }),
      spanProcessors: [
        new sdk.BatchSpanProcessor(exporter, { scheduledDelayMillis: settings.delayMs }),
      ],
    });
    const propagator = new core.W3CTraceContextPropagator();
    return new RequestTracer(api, provider, provider.getTracer('legate', API_VERSION), (headers) =>
      propagator.extract(api.ROOT_CONTEXT, headers, api.defaultTextMapGetter),
    );
  }

  answered(request: TracedRequest): void {
    const { method, route, status, decision } = request;
    const { SpanKind, SpanStatusCode, trace } = this.api;
    const parent = this.extract(request.headers);
    const span = this.tracer.startSpan(
      route === undefined ? method : `${method} ${route}`,
      { kind: SpanKind.SERVER, startTime: toTime(request.from), attributes: attributesOf(request) },
      parent,
    );
    if (status >= 500) {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    const inside = trace.setSpan(parent, span);
    for (const [name, from, to] of decision?.stops ?? []) {
      this.tracer.startSpan(name, { startTime: toTime(from) }, inside).end(toTime(to));
    }
    span.end(toTime(request.to));
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    await this.provider.shutdown();
  }
}

function attributesOf({ method, route, status, decision }: TracedRequest): Attributes {
  return {
    'http.request.method': method,
    'http.response.status_code': status,
    ...(route !== undefined && { 'http.route': route }),
    ...(decision !== null && {
      'opa.decision_id': decision.id,
      'legate.form': decision.form,
      'legate.outcome': decision.outcome,
    }),
  };
}

/** ms since the epoch. */
function toTime(reading: number): number {
  return performance.timeOrigin + reading;
}
