import { METRICS } from '../../apps/pdp/src/metrics/catalogue.js';
import { engineOf } from '../policy/support/opa.js';
import { expectProblem } from '../support/expect-error.js';
import { FailingDisk } from '../support/failing-disk.js';
import type { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { readMetrics, readTypes, scrape } from '../support/scrape.js';
import type { Scraped } from '../support/scrape.js';

const POLICY = {
  'a.rego': `package policy.docs

guards := {"open"}
guard contains "open" if input.context.open
permit contains input.resource.id if input.action.name == "read"
`,
};
const ALICE = { type: 'user', id: 'alice' };
const ask = (id: string, action = 'read', open = true): object => ({
  subject: ALICE,
  action: { name: action },
  resource: { type: 'doc', id },
  context: { open },
});

const disk = new FailingDisk();
let service: RunningService;
let pep: HttpClient;

beforeAll(async () => {
  service = await startService({
    starterPolicy: await engineOf(POLICY),
    spoolDisk: disk,
    shipping: {},
    http: { rateLimit: 1, rateBurst: 150 },
  });
  await service.admin.put('/admin/v1/identities/user/alice', {});
  pep = await callerOf('decide');
});

afterAll(async () => {
  await service.stop();
});

async function callerOf(...roles: readonly string[]): Promise<HttpClient> {
  const { body } = await service.admin.post('/admin/v1/callers', { name: roles.join('-'), roles });
  return service.admin.as(body.key as string);
}

const now = async (): Promise<Scraped> => await scrape(service.url, service.key);

/** How much each metric went up meanwhile. */
async function growth(act: () => Promise<unknown>): Promise<(series: string) => number> {
  const before = await now();
  await act();
  const after = await now();
  return (series) => (after.get(series) ?? 0) - (before.get(series) ?? 0);
}

const decisions = (form: string, outcome: string, reason: string): string =>
  `legate_decisions_total{form="${form}",outcome="${outcome}",reason="${reason}"}`;
const requests = (code: number, handler: string, method = 'POST'): string =>
  `http_request_duration_seconds_count{code="${code}",handler="${handler}",method="${method}"}`;
const stops = (stop: string): string =>
  `legate_decision_stop_seconds_count{form="evaluation",stop="${stop}"}`;

describe('the metrics', () => {
  it('are those of the catalogue, each of its kind, and those of the process (OPA-43)', async () => {
    const { status, headers, body } = await service.admin.get('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const types = readTypes(body as string);
    for (const { name, kind } of Object.values(METRICS)) {
      expect({ name, kind: types.get(name) }).toEqual({ name, kind });
    }
    const own = Object.values(METRICS).map(({ name }) => name);
    const others = [...types.keys()].filter((name) => !own.includes(name));
    expect(others).toContain('process_cpu_seconds_total');
    expect(others.filter((name) => !/^(process|nodejs)_/.test(name))).toEqual([]);
  });

  it('count decisions by form, outcome and reason, and time each stop', async () => {
    const grown = await growth(async () => {
      await pep.evaluate(ask('a'));
      await pep.evaluate(ask('b'));
      await pep.evaluate(ask('c', 'read', false));
      await pep.evaluate(ask('d', 'write'));
      await pep.post('/access/v1/evaluations', {
        ...ask('e'),
        evaluations: [{}, { subject: { type: 'user', id: 'nobody' } }, { subject: 5 }],
      });
    });
    expect(grown(decisions('evaluation', 'permit', 'permit'))).toBe(2);
    expect(grown(decisions('evaluation', 'deny', 'guard'))).toBe(1);
    expect(grown(decisions('evaluation', 'deny', 'policy.no_match'))).toBe(1);
    expect(grown(decisions('evaluations', 'permit', 'permit'))).toBe(1);
    expect(grown(decisions('evaluations', 'deny', 'subject.unknown'))).toBe(1);
    expect(grown(decisions('evaluations', 'indeterminate', 'indeterminate.request'))).toBe(1);
    for (const stop of ['facts', 'policy', 'log']) {
      expect(grown(stops(stop))).toBe(4);
    }
    expect(
      grown('legate_decision_stop_seconds_sum{form="evaluation",stop="policy"}'),
    ).toBeGreaterThan(0);
  });

  it('count requests by route and status, whatever the path is, and errors by code', async () => {
    const grown = await growth(async () => {
      await pep.evaluate(ask('a'));
      await pep.evaluate({});
      await pep.as(null).evaluate(ask('a'));
      await service.admin.get('/admin/v1/identities/user/alice');
      await service.admin.get('/admin/v1/identities/user/nobody');
      await service.admin.get('/no/such/route/1');
      await service.admin.get('/no/such/route/2');
    });
    expect(grown(requests(200, 'access/v1/evaluation'))).toBe(1);
    expect(grown(requests(400, 'access/v1/evaluation'))).toBe(1);
    expect(grown(requests(401, 'access/v1/evaluation'))).toBe(1);
    expect(grown(requests(200, 'admin/v1/identities/:kind/:id', 'GET'))).toBe(1);
    expect(grown(requests(404, 'admin/v1/identities/:kind/:id', 'GET'))).toBe(1);
    expect(grown(requests(404, 'catchall', 'GET'))).toBe(2);
    expect(grown('legate_http_errors_total{code="caller.unauthenticated"}')).toBe(1);
    expect(grown('legate_http_errors_total{code="identity.not_found"}')).toBe(1);
    expect(
      grown(
        'http_request_duration_seconds_bucket{code="200",handler="access/v1/evaluation",method="POST",le="+Inf"}',
      ),
    ).toBe(1);
  });

  it('count callers that ask too often', async () => {
    const often = await callerOf('decide');
    const grown = await growth(async () => {
      await Promise.all(Array.from({ length: 170 }, async () => await often.evaluate(ask('a'))));
    });
    const refused = grown('legate_http_errors_total{code="request.rate_limited"}');
    expect(refused).toBeGreaterThanOrEqual(1);
    expect(grown(requests(429, 'access/v1/evaluation'))).toBe(refused);
    expect(grown(requests(200, 'access/v1/evaluation'))).toBe(170 - refused);
  });

  it('tell what was in memory and what had to be loaded', async () => {
    const client = await callerOf('decide');
    const first = await growth(async () => await client.evaluate(ask('unseen')));
    expect(first('legate_facts_cache_misses_total')).toBe(1);
    expect(first('legate_facts_cache_entries')).toBeGreaterThan(0);
    const second = await growth(async () => await client.evaluate(ask('unseen')));
    expect(second('legate_facts_cache_misses_total')).toBe(0);
    expect(second('legate_facts_cache_hits_total')).toBe(1);
  });

  it('tell what is loaded, as /health/ready does, and how the database and the feed are', async () => {
    const { body } = await service.admin.as(null).get('/health/ready');
    const metrics = await now();
    const { digest } = body.policies as { digest: string };
    expect(metrics.get(`legate_bundle_info{digest="${digest}",revision=""}`)).toBe(1);
    expect(metrics.get('legate_bundle_processes')).toBe(1);
    expect(metrics.get('legate_bundle_differing_tenants{where="here"}')).toBe(0);
    expect(metrics.get('legate_feed_age_seconds')).toBeLessThan(5);
    expect(metrics.get('legate_clock_skew_seconds')).toBeLessThan(1);
    expect(metrics.get('legate_database_connections_max')).toBe(5);
    expect(metrics.get('legate_log_writable')).toBe(1);
  });

  it('tell of the log until it is where it is shipped to', async () => {
    await pep.evaluate(ask('a'));
    const { spool, shipper } = service;
    await shipper?.until(
      ({ database }) => database.delivered >= spool.head.seq && database.backlogBytes === 0,
    );
    const metrics = await now();
    expect(metrics.get('legate_log_entries_total')).toBe(spool.head.seq);
    expect(metrics.get('legate_log_delivered_total{destination="database"}')).toBe(spool.head.seq);
    expect(metrics.get('legate_log_backlog_bytes{destination="database"}')).toBe(0);
    expect(metrics.get('legate_log_backlog_age_seconds{destination="database"}')).toBe(0);
    expect(metrics.get('legate_log_shipping_running')).toBe(1);
    expect(metrics.get('legate_log_spool_bytes')).toBeGreaterThan(0);
  });

  it('tell that a decision was denied because it could not be recorded', async () => {
    const client = await callerOf('decide');
    const grown = await growth(async () => {
      disk.isFull = true;
      const { body } = await client.evaluate(ask('a'));
      expect(body.context.reasons).toEqual(['indeterminate.log']);
    });
    disk.isFull = false;
    expect(grown(decisions('evaluation', 'indeterminate', 'indeterminate.log'))).toBe(1);
    // The first use of a key is an entry too.
    expect(grown('legate_log_unrecorded_total')).toBeGreaterThanOrEqual(1);
    expect(grown('legate_log_writable')).toBe(-1);
    while ((await now()).get('legate_log_writable') !== 1) {
      // The service finds out by itself.
    }
  });
});

describe('who may read them', () => {
  it('has a key with the role metrics, audit or admin', async () => {
    for (const [role, status] of [
      ['metrics', 200],
      ['audit', 200],
      ['admin', 200],
      ['decide', 403],
      ['policy:push', 403],
    ] as const) {
      const client = await callerOf(role);
      expect({ role, status: (await client.get('/metrics')).status }).toEqual({ role, status });
    }
    expectProblem(await service.admin.as(null).get('/metrics'), 401, 'caller.unauthenticated');
  });

  it('may with the role metrics read nothing else', async () => {
    const client = await callerOf('metrics');
    for (const path of ['/admin/v1/identities', '/admin/v1/callers', '/admin/v1/bundles']) {
      expectProblem(await client.get(path), 403, 'caller.forbidden');
    }
    expect((await client.evaluate(ask('a'))).status).toBe(403);
  });

  it('learns nothing of who is asked about, of tenants or callers', async () => {
    await service.admin.put('/admin/v1/tenants/acme-secret', {});
    await service.admin.post('/t/acme-secret/access/v1/evaluation', ask('file-secret'));
    const { body } = await service.admin.get('/metrics');
    const text = body as string;
    expect(readMetrics(text).size).toBeGreaterThan(100);
    for (const secret of ['alice', 'acme-secret', 'file-secret', 'lgt_']) {
      expect(text).not.toContain(secret);
    }
  });
});
