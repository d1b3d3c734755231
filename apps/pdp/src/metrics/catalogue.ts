/** What one metric is. Its labels have few values each, whatever is asked. */
export interface MetricDefinition {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
}

function counter(name: string, help: string, labels: readonly string[] = []): MetricDefinition {
  return { name, kind: 'counter', help, labels };
}

function gauge(name: string, help: string, labels: readonly string[] = []): MetricDefinition {
  return { name, kind: 'gauge', help, labels };
}

function histogram(name: string, help: string, labels: readonly string[] = []): MetricDefinition {
  return { name, kind: 'histogram', help, labels };
}

/** What is asked and answered. */
export const DECISION_METRICS = {
  info: gauge('legate_info', 'Always 1; tells the version.', ['version']),

  decisions: counter(
    'legate_decisions_total',
    'Decisions answered. `reason` is the first one; `permit` and `guard` stand for all that policies name.',
    ['form', 'outcome', 'reason'],
  ),
  stops: histogram(
    'legate_decision_stop_seconds',
    'Time of single decisions by stop: `facts`, `policy` (with combining), `log` (until the entry is recorded).',
    ['form', 'stop'],
  ),
  requests: histogram(
    'http_request_duration_seconds',
    "Time from a request to its answer. As OPA's; `handler` is the route without the slash before it, `catchall` where there is none.",
    ['code', 'handler', 'method'],
  ),
  errors: counter(
    'legate_http_errors_total',
    'Error answers by code (docs/errors.md): callers refused, rate limits, faults.',
    ['code'],
  ),
  waiting: gauge('legate_requests_waiting', 'Requests that wait for the database.'),

  cacheHits: counter('legate_facts_cache_hits_total', 'Questions whose facts were in memory.'),
  cacheMisses: counter('legate_facts_cache_misses_total', 'Questions whose facts were loaded.'),
  cacheEvictions: counter(
    'legate_facts_cache_evictions_total',
    'Entries dropped because a tenant had `LEGATE_FACTS_CACHE_ENTRIES`.',
  ),
  cacheEntries: gauge('legate_facts_cache_entries', 'Entries in memory, of all tenants.'),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** Whether the parts of the service are well. */
export const HEALTH_METRICS = {
  ready: gauge(
    'legate_ready',
    '1 for each part of /health/ready that is well; `database` shows in the feed.',
    ['part'],
  ),
  feedAge: gauge(
    'legate_feed_age_seconds',
    'Since it was last confirmed that nothing newer is stored; infinite when that cannot be known.',
  ),
  clockSkew: gauge(
    'legate_clock_skew_seconds',
    "How far this machine's clock is from the database's.",
  ),
  canaryAge: gauge(
    'legate_log_canary_age_seconds',
    'Since the newest mark that was found where the log is read was written. Absent when none are written.',
  ),
  canaryDelay: gauge(
    'legate_log_canary_delay_seconds',
    'How long the last such mark took. Absent before the first.',
  ),
  connections: gauge('legate_database_connections', 'Connections of the pool by state.', ['state']),
  connectionsMax: gauge('legate_database_connections_max', 'Most connections of the pool.'),
  connectionWaits: gauge(
    'legate_database_waiting',
    'Statements that wait for a connection of the pool.',
  ),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** Policies that are loaded, and how they run. */
export const BUNDLE_METRICS = {
  bundlesLoaded: counter('bundle_loaded_counter', 'Bundles loaded with success.', ['name']),
  bundlesFailed: counter('bundle_failed_load_counter', 'Bundles that failed to load.', [
    'name',
    'code',
  ]),
  bundleActivatedAt: gauge(
    'last_success_bundle_activation',
    'Last activation that this process has applied, in UNIX nanoseconds.',
    ['name'],
  ),
  bundleRequestedAt: gauge(
    'last_bundle_request',
    'Last fetch from a remote by this process, in UNIX nanoseconds.',
    ['name'],
  ),
  bundleAnsweredAt: gauge(
    'last_success_bundle_request',
    'Last fetch that the remote has answered, in UNIX nanoseconds.',
    ['name'],
  ),
  bundleActivations: counter(
    'legate_bundle_activations_total',
    'Activations that this process has applied.',
  ),
  bundleFetches: counter('legate_bundle_fetches_total', 'Fetches from remotes, by how they went.', [
    'outcome',
  ]),
  bundleInfo: gauge(
    'legate_bundle_info',
    'Always 1; tells what the tenant `default` is decided by in this process.',
    ['digest', 'revision'],
  ),
  bundleTenants: gauge('legate_bundle_tenants', 'Tenants with a bundle of their own loaded here.'),
  bundleAge: gauge(
    'legate_bundle_age_seconds',
    'Since the bundle that was not confirmed for the longest was last known to be current. Absent without bundles.',
  ),
  bundleProcesses: gauge('legate_bundle_processes', 'Processes over the same database.'),
  bundleDiffering: gauge(
    'legate_bundle_differing_tenants',
    'Tenants decided for by another policy than was activated, by where.',
    ['where'],
  ),
  bundleMismatches: counter(
    'legate_bundle_mismatches_total',
    'Heartbeats that found a policy loaded that differs.',
  ),

  policyInstances: counter('legate_policy_instances_total', 'Instances of policies made.'),
  policyTraps: counter(
    'legate_policy_traps_total',
    'Evaluations ended by the runtime: `fuel` (took too long) or `error`.',
    ['kind'],
  ),
  policyStops: counter(
    'legate_policy_stops_total',
    'Times a package was stopped because it ran out of fuel too often.',
  ),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** The decision log. */
export const LOG_METRICS = {
  logWritable: gauge('legate_log_writable', '1 when an entry can be recorded now.'),
  logEntries: counter('legate_log_entries_total', 'Entries recorded by this process.'),
  logUnrecorded: counter(
    'legate_log_unrecorded_total',
    'Entries that could not be recorded; their decisions were denied.',
  ),
  logAnswered: counter(
    'legate_log_answered_unrecorded_total',
    'Answers without an entry, by the insecure setting.',
  ),
  spoolBytes: gauge('legate_log_spool_bytes', 'Size of the spool on disk, of all writers.'),
  spoolMaxBytes: gauge('legate_log_spool_max_bytes', 'Size at which decisions are denied.'),
  shippingRunning: gauge('legate_log_shipping_running', '1 when shipping runs.'),
  shippingReportAge: gauge(
    'legate_log_shipping_report_age_seconds',
    'Since shipping last told of itself; grows when its thread hangs. Absent before the first time.',
  ),
  backlogBytes: gauge('legate_log_backlog_bytes', 'Bytes of the spool not delivered.', [
    'destination',
  ]),
  backlogAge: gauge(
    'legate_log_backlog_age_seconds',
    'Age of the oldest entry not delivered; 0 when there is none.',
    ['destination'],
  ),
  delivered: counter('legate_log_delivered_total', 'Entries delivered.', ['destination']),
  deliveryFailures: counter('legate_log_delivery_failures_total', 'Attempts that failed.', [
    'destination',
  ]),
  damage: counter('legate_log_damage_total', 'Places of the spool that could not be read.', [
    'destination',
  ]),
  missed: counter(
    'legate_log_missed_total',
    'Entries pruned before a sink that is not required had them.',
    ['destination'],
  ),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/**
 * Every metric of our own, by what it is read under. Names without `legate_` are OPA's, where the meaning is the same
 * (OPA-43). docs/metrics.md is generated from here.
 */
export const METRICS = {
  ...DECISION_METRICS,
  ...HEALTH_METRICS,
  ...BUNDLE_METRICS,
  ...LOG_METRICS,
};

export type MetricKey = keyof typeof METRICS;
