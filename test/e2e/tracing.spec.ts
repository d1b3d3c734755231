import { RequestTracer } from '../../apps/pdp/src/tracing/request-tracer.js';
import { Tracing } from '../../apps/pdp/src/tracing/tracing.js';
import { createTestDatabase } from '../support/database.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import type { ReceivedSpan } from '../support/otlp-receiver.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const SAMPLED = { traceparent: `00-${TRACE}-${PARENT}-01` };
const NOT_SAMPLED = { traceparent: `00-${TRACE}-${PARENT}-00` };
const SERVER = 2;
const QUESTION = JSON.stringify({
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'secret-file' },
});

let receiver: OtlpReceiver;
let tracer: RequestTracer;
let service: RunningService;
let told: (string | null)[];

async function start(percent: number): Promise<void> {
  told = [];
  tracer = await RequestTracer.load({
    endpoint: receiver.url,
    percent,
    delayMs: 20,
    onExport: (failure) => told.push(failure),
  });
  service = await startService({ tracing: new Tracing(tracer) });
}

beforeEach(async () => {
  receiver = await OtlpReceiver.start();
});

afterEach(async () => {
  await service.stop();
  await tracer.close();
  await receiver.close();
});

function only(name: string): ReceivedSpan {
  const [span, ...more] = named(name);
  if (span === undefined || more.length > 0) {
    throw new Error(`there are ${named(name).length} spans "${name}"`);
  }
  return span;
}

const startOf = (span: ReceivedSpan): bigint => BigInt(span.startTimeUnixNano);
const named = (name: string): ReceivedSpan[] => receiver.spans.filter((span) => span.name === name);
const attributes = ({ attributes: list }: ReceivedSpan): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

const EVALUATION = 'POST /access/v1/evaluation';

describe('a trace', () => {
  it('has a span of the request below its parent, and one for each stop (OPA-44)', async () => {
    await start(0);
    const { body } = await service.admin.send('POST', '/access/v1/evaluation', QUESTION, SAMPLED);
    await receiver.until(({ spans }) => spans.length >= 4);
    const request = only(EVALUATION);
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, kind: SERVER });
    expect(attributes(request)).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/access/v1/evaluation',
      'http.response.status_code': 200,
      'opa.decision_id': body.context.evaluation_id,
      'legate.form': 'evaluation',
      'legate.outcome': 'deny',
    });
    let last = startOf(request);
    for (const stop of ['facts', 'policy', 'log']) {
      const span = only(stop);
      expect(span).toMatchObject({ traceId: TRACE, parentSpanId: request.spanId });
      expect(startOf(span)).toBeGreaterThanOrEqual(last);
      last = startOf(span);
    }
    expect(BigInt(request.endTimeUnixNano)).toBeGreaterThanOrEqual(last);
    const now = BigInt(Date.now()) * 1_000_000n;
    expect(now - startOf(request)).toBeLessThan(600_000_000_000n);
  });

  it('is made of other routes, other forms of questions and refusals too', async () => {
    await start(100);
    await service.admin.send('GET', '/admin/v1/identities/user/nobody');
    await service.admin.send('POST', '/v1/data/legate/decision', `{"input":${QUESTION}}`);
    await service.admin.as(null).send('POST', '/access/v1/evaluation', QUESTION);
    await receiver.until(({ spans }) => spans.length >= 6);
    const read = only('GET /admin/v1/identities/:kind/:id');
    expect(attributes(read)['http.response.status_code']).toBe(404);
    const data = receiver.spans.find((span) => attributes(span)['legate.form'] === 'data');
    expect(named('policy').map(({ parentSpanId }) => parentSpanId)).toEqual([data?.spanId]);
    expect(attributes(only(EVALUATION))['http.response.status_code']).toBe(401);
    const traces = receiver.spans.map(({ traceId }) => traceId);
    expect(new Set(traces).size).toBe(3);
  });

  it('is made when the caller says so, else of as many requests as are set', async () => {
    await start(0);
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION);
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION, NOT_SAMPLED);
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION, { traceparent: 'broken' });
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION, SAMPLED);
    await receiver.until(({ spans }) => spans.length >= 4);
    await tracer.close();
    expect(named(EVALUATION)).toHaveLength(1);
  });

  it('names no subject, path or caller, and the service that it is of', async () => {
    await start(100);
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION);
    await service.admin.send('GET', '/admin/v1/identities/user/alice');
    await receiver.until(({ spans }) => spans.length >= 5);
    const text = JSON.stringify([receiver.spans, receiver.resources]);
    expect(text).toContain('"legate"');
    for (const secret of ['alice', 'secret-file', 'lgt_', service.key]) {
      expect(text).not.toContain(secret);
    }
  });

  it('that cannot be delivered is told of once, and answers do not wait for it', async () => {
    await start(100);
    receiver.status = 400;
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION);
    await receiver.until(({ requests }) => requests >= 1);
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION);
    await receiver.until(({ requests }) => requests >= 2);
    receiver.status = 200;
    await service.admin.send('POST', '/access/v1/evaluation', QUESTION);
    await receiver.until(({ spans }) => spans.length >= 4);
    await tracer.close();
    expect(told).toEqual([expect.any(String), null]);
  });
});

it('a service traces to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names', async () => {
  await start(0);
  const [data, database] = [await makeDataFolder(), await createTestDatabase()];
  const process = ServiceProcess.start({
    LEGATE_DATA_DIR: data.path,
    LEGATE_PORT: '0',
    DATABASE_URL: database.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
  });
  const url = await process.ready();
  await fetch(`${url}/health/live`);
  await receiver.until(({ spans }) => spans.length >= 1);
  expect(named('GET /health/live')).toHaveLength(1);
  expect(process.text).toMatch(/^ {2}traces +to http:\/\/127/m);
  await process.stop();
  await database.drop();
  await data.remove();
});
