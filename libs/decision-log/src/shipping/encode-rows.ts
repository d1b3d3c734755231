import type { CopyEncoder } from './copy-encoder.js';
import type { SpooledEntry } from './entry-batch.js';
import type { EntryColumns } from './entry-columns.js';

/** In the order in which `encodeRow` writes. */
const COLUMNS = [
  'writer',
  'seq',
  'at',
  'kind',
  'tenant',
  'decision_id',
  'hash',
  'entry',
  'subject_type',
  'subject_id',
  'actor_type',
  'actor_id',
  'owners',
  'action',
  'resource_type',
  'resource_id',
  'decision',
  'outcome',
  'reasons',
  'grants',
  'bundle_revision',
  'bundle_digest',
  'revision',
  'caller',
  'request_id',
] as const;

export const COPY_DECISIONS = `COPY decisions (${COLUMNS.join(', ')}) FROM STDIN (FORMAT binary)`;

/** Writes one row of `decisions`. */
export function encodeRow(rows: CopyEncoder, entry: SpooledEntry, columns: EntryColumns): void {
  rows.row(COLUMNS.length);
  rows.uuid(columns.writer);
  rows.bigint(columns.seq);
  rows.timestamp(columns.atMs);
  rows.text(columns.kind);
  rows.text(columns.tenant);
  rows.uuid(columns.decisionId);
  rows.raw(entry.hash);
  rows.raw(entry.bytes);
  rows.text(columns.subjectType);
  rows.text(columns.subjectId);
  rows.text(columns.actorType);
  rows.text(columns.actorId);
  rows.texts(columns.owners);
  rows.text(columns.action);
  rows.text(columns.resourceType);
  rows.text(columns.resourceId);
  rows.bool(columns.decision);
  rows.text(columns.outcome);
  rows.texts(columns.reasons);
  rows.uuids(columns.grants);
  rows.text(columns.bundleRevision);
  rows.text(columns.bundleDigest);
  rows.bigint(columns.revision);
  rows.text(columns.caller);
  rows.text(columns.requestId);
}
