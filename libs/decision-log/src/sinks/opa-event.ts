type Members = Readonly<Record<string, unknown>>;

/** Who sends: OPA's `labels`. */
export interface OpaLabels {
  readonly id: string;
  readonly version: string;
}

/** Members of an entry that OPA's event has under names of its own; the rest goes into `legate`. */
const RENAMED: ReadonlySet<string> = new Set([
  ...['v', 'kind', 'writer', 'at', 'decisionId', 'requestId', 'traceId', 'caller'],
  ...['subject', 'action', 'resource', 'context', 'decision', 'reasons', 'obligations'],
  ...['bundleRevision', 'timings', 'masked', 'erased', 'operation', 'method', 'path', 'target'],
  ...['status', 'code'],
]);

/**
 * An entry as an event of OPA's decision log (https://www.openpolicyagent.org/docs/management-decision-logs). What OPA
 * has no member for is in `legate`, with the entry's hash.
 *
 * @returns null for marks of the log itself, which are no decision.
 */
export function toOpaEvent(
  entry: Members,
  { hash, labels }: { readonly hash: Buffer; readonly labels: OpaLabels },
): Members | null {
  if (entry['kind'] !== 'decision' && entry['kind'] !== 'admin') {
    return null;
  }
  const { traceId, requestId, bundleRevision, masked, erased } = entry;
  return {
    labels: { ...labels, writer: entry['writer'] },
    decision_id: entry['decisionId'],
    ...ifGiven('trace_id', traceId),
    ...ifGiven('bundles', toBundles(bundleRevision)),
    ...(entry['kind'] === 'admin' ? describeAdmin(entry) : describeDecision(entry)),
    requested_by: entry['caller'],
    timestamp: entry['at'],
    ...ifGiven('metrics', toMetrics(entry['timings'])),
    ...ifFilled('masked', masked),
    ...ifFilled('erased', erased),
    ...ifGiven('req_id', requestId),
    legate: { ...rest(entry), writer: entry['writer'], hash: hash.toString('hex') },
  };
}

function describeDecision(entry: Members): Members {
  const { subject, actor, action, resource, context, decision, reasons, obligations } = entry;
  return {
    path: 'legate/decision',
    input: { subject, ...ifGiven('actor', actor), action, resource, context },
    result: { decision, reasons, obligations },
  };
}

function describeAdmin({
  operation,
  method,
  path,
  target,
  status,
  outcome,
  code,
}: Members): Members {
  return {
    path: 'legate/admin',
    input: { operation, method, path, target },
    result: { status, outcome, code },
  };
}

function toBundles(revision: unknown): Members | null {
  return typeof revision === 'string' ? { policy: { revision } } : null;
}

/** OPA's are in nanoseconds, ours in microseconds. */
function toMetrics(timings: unknown): Members | null {
  if (typeof timings !== 'object' || timings === null) {
    return null;
  }
  const numbers = Object.entries(timings).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(
    numbers.map(([stop, value]) => [
      `timer_legate_${stop}_ns`,
      Math.round((value as number) * 1000),
    ]),
  );
}

function rest(entry: Members): Members {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !RENAMED.has(name)));
}

function ifGiven(name: string, value: unknown): Members {
  return value === null || value === undefined ? {} : { [name]: value };
}

function ifFilled(name: string, value: unknown): Members {
  return Array.isArray(value) && value.length > 0 ? { [name]: value as unknown[] } : {};
}
