/** Longest text of a column: two of them and a tenant have to fit into one index row. */
const MAX_COLUMN_BYTES = 1024;
const LONE_SURROGATE = /\p{Cs}/u;
const MAX_LIST_ITEMS = 256;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What of an entry has a column in `decisions`, beside its exact text. */
export interface EntryColumns {
  readonly writer: string;
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly kind: string;
  /** Of a decision the form it was asked in; no column of its own. */
  readonly form: string | null;
  readonly tenant: string | null;
  readonly decisionId: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly actorType: string | null;
  readonly actorId: string | null;
  readonly owners: readonly string[];
  readonly action: string | null;
  readonly resourceType: string | null;
  readonly resourceId: string | null;
  readonly decision: boolean | null;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
  readonly grants: readonly string[];
  readonly bundleRevision: string | null;
  readonly bundleDigest: string | null;
  readonly revision: number | null;
  readonly caller: string | null;
  readonly requestId: string | null;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Takes the columns out of an entry's text; verifying a row does the same and compares. What is in a column for
 * filters may be shortened (`columnText`), the text of the entry never is.
 *
 * @returns null when the text is no entry: not a JSON object with `writer`, `seq`, `at` and `kind`.
 */
export function toColumns(text: string): EntryColumns | null {
  const entry = parseObject(text);
  const { writer, seq, at, kind } = entry ?? {};
  const atMs = typeof at === 'string' ? Date.parse(at) : NaN;
  const isNumbered = typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0;
  if (entry === null || !isUuid(writer) || !isNumbered || Number.isNaN(atMs)) {
    return null;
  }
  return typeof kind === 'string' ? { writer, seq, atMs, ...describe(entry, kind) } : null;
}

function describe(entry: Members, kind: string): Omit<EntryColumns, 'writer' | 'seq' | 'atMs'> {
  const subject = membersOf(entry['subject']);
  const actor = membersOf(entry['actor']);
  const resource = membersOf(entry['resource']);
  return {
    kind: columnText(kind) ?? '',
    form: columnText(entry['form']),
    tenant: columnText(entry['tenant']),
    decisionId: isUuid(entry['decisionId']) ? entry['decisionId'] : null,
    subjectType: columnText(subject['type']),
    subjectId: columnText(subject['id']),
    actorType: columnText(actor['type']),
    actorId: columnText(actor['id']),
    owners: textsOf(entry['owner']),
    action: columnText(kind === 'admin' ? entry['operation'] : membersOf(entry['action'])['name']),
    resourceType: columnText(resource['type']),
    resourceId: columnText(resource['id']),
    ...describeOutcome(entry, kind),
    bundleRevision: columnText(entry['bundleRevision']),
    bundleDigest: columnText(entry['bundleDigest']),
    caller: columnText(entry['caller']),
    requestId: columnText(entry['requestId']),
  };
}

function describeOutcome(
  entry: Members,
  kind: string,
): Pick<EntryColumns, 'decision' | 'outcome' | 'reasons' | 'grants' | 'revision'> {
  const { decision, outcome, reasons, chain, revision, code } = entry;
  return {
    decision: typeof decision === 'boolean' ? decision : null,
    outcome: columnText(outcome),
    reasons: textsOf(kind === 'admin' ? [code] : reasons),
    grants: listOf(chain).filter(isUuid),
    revision: Number.isSafeInteger(revision) ? (revision as number) : null,
  };
}

/**
 * What a column holds of a text: at most 1024 bytes, and no NUL character, which PostgreSQL does not have. A filter
 * has to ask for `columnText` of what it looks for.
 */
export function columnText(value: unknown): string | null {
  if (typeof value !== 'string') {
    return null;
  }
  const isPlain = value.length * 3 <= MAX_COLUMN_BYTES && !LONE_SURROGATE.test(value);
  const text = isPlain ? value : Buffer.from(value).subarray(0, MAX_COLUMN_BYTES).toString();
  return text.includes('\0') ? text.replaceAll('\0', '\u2400') : text;
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value)
    .map(columnText)
    .filter((text) => text !== null);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_LIST_ITEMS) : [];
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function parseObject(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : null;
  } catch {
    return null;
  }
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
