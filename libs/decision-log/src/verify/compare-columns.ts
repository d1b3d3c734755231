import type { EntryColumns } from '../shipping/entry-columns.js';

/** A row of `decisions` beside its text, as PostgreSQL's driver gives it. */
export interface StoredColumns {
  /** Microseconds since 1970, as digits. */
  readonly at: string;
  readonly kind: string;
  readonly tenant: string | null;
  readonly decision_id: string | null;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
  readonly actor_type: string | null;
  readonly actor_id: string | null;
  readonly owners: readonly string[];
  readonly action: string | null;
  readonly resource_type: string | null;
  readonly resource_id: string | null;
  readonly decision: boolean | null;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
  readonly grants: readonly string[];
  readonly bundle_revision: string | null;
  readonly bundle_digest: string | null;
  readonly revision: string | null;
  readonly caller: string | null;
  readonly request_id: string | null;
}

type Value = string | boolean | null | readonly string[];

/** What the columns of a row have to be, by what its text says. */
const EXPECTED: Readonly<Record<keyof StoredColumns, (entry: EntryColumns) => Value>> = {
  at: ({ atMs }) => `${atMs}000`,
  kind: ({ kind }) => kind,
  tenant: ({ tenant }) => tenant,
  decision_id: ({ decisionId }) => decisionId?.toLowerCase() ?? null,
  subject_type: ({ subjectType }) => subjectType,
  subject_id: ({ subjectId }) => subjectId,
  actor_type: ({ actorType }) => actorType,
  actor_id: ({ actorId }) => actorId,
  owners: ({ owners }) => owners,
  action: ({ action }) => action,
  resource_type: ({ resourceType }) => resourceType,
  resource_id: ({ resourceId }) => resourceId,
  decision: ({ decision }) => decision,
  outcome: ({ outcome }) => outcome,
  reasons: ({ reasons }) => reasons,
  grants: ({ grants }) => grants.map((grant) => grant.toLowerCase()),
  bundle_revision: ({ bundleRevision }) => bundleRevision,
  bundle_digest: ({ bundleDigest }) => bundleDigest,
  revision: ({ revision }) => (revision === null ? null : String(revision)),
  caller: ({ caller }) => caller,
  request_id: ({ requestId }) => requestId,
};

const NAMES = Object.keys(EXPECTED) as (keyof StoredColumns)[];

/** Names of the columns that do not say what the entry's text says. */
export function changedColumns(entry: EntryColumns, row: StoredColumns): readonly string[] {
  return NAMES.filter((name) => !isEqual(EXPECTED[name](entry), row[name]));
}

function isEqual(expected: Value, stored: Value): boolean {
  if (Array.isArray(expected) && Array.isArray(stored)) {
    return expected.length === stored.length && expected.every((item, at) => item === stored[at]);
  }
  return expected === stored;
}

/** How a query gives them. */
export const STORED_COLUMNS = NAMES.map((name) =>
  name === 'at' ? `(extract(epoch FROM at) * 1000000)::bigint::text AS at` : name,
).join(', ');
