import { toColumns } from '../shipping/entry-columns.js';
import type { EntryColumns } from '../shipping/entry-columns.js';

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How entries are written: what comes first, and each of them. */
export interface EntryWriter {
  readonly head: string;
  write(entry: string): string;
}

/** What a spreadsheet would take for a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/;

type Cell = string | number | boolean | null;

const CSV_COLUMNS: readonly (readonly [string, (entry: EntryColumns) => Cell])[] = [
  ['at', ({ atMs }) => new Date(atMs).toISOString()],
  ['kind', ({ kind }) => kind],
  ['form', ({ form }) => form],
  ['decision_id', ({ decisionId }) => decisionId],
  ['request_id', ({ requestId }) => requestId],
  ['caller', ({ caller }) => caller],
  ['subject_type', ({ subjectType }) => subjectType],
  ['subject_id', ({ subjectId }) => subjectId],
  ['actor_type', ({ actorType }) => actorType],
  ['actor_id', ({ actorId }) => actorId],
  ['owners', ({ owners }) => JSON.stringify(owners)],
  ['action', ({ action }) => action],
  ['resource_type', ({ resourceType }) => resourceType],
  ['resource_id', ({ resourceId }) => resourceId],
  ['decision', ({ decision }) => decision],
  ['outcome', ({ outcome }) => outcome],
  ['reasons', ({ reasons }) => JSON.stringify(reasons)],
  ['grants', ({ grants }) => JSON.stringify(grants)],
  ['bundle_revision', ({ bundleRevision }) => bundleRevision],
  ['revision', ({ revision }) => revision],
  ['writer', ({ writer }) => writer],
  ['seq', ({ seq }) => seq],
];

const CSV: EntryWriter = {
  head: toLine(CSV_COLUMNS.map(([name]) => name)),
  write: (entry) => {
    const columns = toColumns(entry);
    return columns === null ? '' : toLine(CSV_COLUMNS.map(([, read]) => read(columns)));
  },
};

/** The exact entries, one a line. */
const NDJSON: EntryWriter = { head: '', write: (entry) => `${entry}\n` };

export function writerOf(format: ExportFormat): EntryWriter {
  return format === 'csv' ? CSV : NDJSON;
}

/** RFC 4180. What a spreadsheet would run has an apostrophe before it. */
function toLine(values: readonly Cell[]): string {
  return `${values.map(toCell).join(',')}\r\n`;
}

function toCell(value: Cell): string {
  if (value === null) {
    return '';
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
