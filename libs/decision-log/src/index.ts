import { DecisionActivity } from './query/decision-activity.js';
import { DecisionExports } from './query/decision-exports.js';
import { DecisionQuery } from './query/decision-query.js';
import { DecisionTails } from './query/decision-tails.js';
import { LogReader } from './query/log-reader.js';

export { chainHash, GENESIS, HASH_BYTES } from './chain/entry-hash.js';
export { CheckpointChain } from './checkpoints/checkpoint-chain.js';
export type { ChainedCheckpoint } from './checkpoints/checkpoint-chain.js';
export { CheckpointFile } from './checkpoints/checkpoint-file.js';
export { CheckpointKey, CheckpointKeys, PUBLIC_KEY_FILE } from './checkpoints/checkpoint-key.js';
export { CheckpointUpload } from './checkpoints/checkpoint-upload.js';
export { readCheckpoint, writeCheckpoint } from './checkpoints/checkpoint.js';
export type { Checkpoint, CheckpointLine, WriterHead } from './checkpoints/checkpoint.js';
export { Checkpointer } from './checkpoints/checkpointer.js';
export type { CheckpointedWriter, CheckpointerParts } from './checkpoints/checkpointer.js';
export type { OutsideSink } from './checkpoints/outside-sink.js';
export {
  ADMIN_OUTCOMES,
  DECISION_FORMS,
  ENTRY_KINDS,
  ENTRY_VERSION,
  MARK_EVENTS,
} from './entry/entry.js';
export type {
  AdminEntry,
  AdminOutcome,
  DecisionEntry,
  DecisionForm,
  EntryHead,
  EntryKind,
  LogEntry,
  LoggedChange,
  LoggedActor,
  LoggedEntity,
  MarkEntry,
  MarkEvent,
} from './entry/entry.js';
export {
  findFrame,
  FRAME_HEAD_BYTES,
  isSegmentHeader,
  makeSegmentHeader,
  readFrame,
  SEGMENT_HEADER_BYTES,
} from './spool/frame.js';
export type { EntryFrame, Frame, FrameGap } from './spool/frame.js';
export type { Asking, DecisionToLog, RefusedToLog, SearchToLog } from './entry/decision-to-log.js';
export { LogMaskSettings, MASK_OPERATIONS } from './masking/mask-settings.js';
export type { MaskOperation, MaskRule } from './masking/mask-settings.js';
export type { AdminToLog } from './entry/write-admin.js';
export { AdminRecorder } from './recorder/admin-recorder.js';
export type { DecisionFilter, NamedFilter } from './query/decision-filter.js';
export { DecisionQuery, listStatement } from './query/decision-query.js';
export type {
  Acting,
  Activity,
  ActivityFilter,
  Agent,
  DenyBurst,
  FirstSeen,
  GrantUse,
  Rate,
  Some,
} from './query/activity.js';
export { DecisionActivity } from './query/decision-activity.js';
export { DecisionExports } from './query/decision-exports.js';
export { DecisionTails } from './query/decision-tails.js';
export { EXPORT_FORMATS } from './query/export-format.js';
export type { ExportFormat } from './query/export-format.js';
export type { EntryPage } from './query/decision-query.js';
export { CanarySettings } from './canary/canary-settings.js';
export { LogCanary } from './canary/log-canary.js';
export { LogReadSettings } from './query/log-read-settings.js';
export { DecisionRecorder } from './recorder/decision-recorder.js';
export { RecorderSettings } from './recorder/recorder-settings.js';
export { LogWriter } from './spool/log-writer.js';
export type { Recorded } from './spool/log-writer.js';
export { NoLog } from './spool/no-log.js';
export { readFrames } from './spool/read-frames.js';
export type { SegmentEnd, SpooledFrame } from './spool/read-frames.js';
export { listSegments, listWriters, segmentName, spoolFolder } from './spool/segment-files.js';
export { repairTails } from './spool/repair-tails.js';
export type { TailFinding } from './spool/repair-tails.js';
export { describeProcess, isProcessAlive } from './spool/process-identity.js';
export type { ProcessIdentity } from './spool/process-identity.js';
export { Spool } from './spool/spool.js';
export type { ChainHead, SpoolParts, SpoolState } from './spool/spool.js';
export { SYSTEM_DISK } from './spool/spool-disk.js';
export type { SpoolDisk } from './spool/spool-disk.js';
export type { OutageReport, SpoolEvents } from './spool/spool-outage.js';
export { LOG_DURABILITIES, SpoolSettings } from './spool/spool-settings.js';
export type { LogDurability } from './spool/spool-settings.js';
export { announceOwner, isOwned, OWNER_FILE } from './spool/writer-owner.js';
export { columnText, toColumns } from './shipping/entry-columns.js';
export type { EntryColumns } from './shipping/entry-columns.js';
export { LogStatus, NO_REPORT } from './shipping/log-status.js';
export type { DestinationStatus, LogStatusReport } from './shipping/log-status.js';
export type { ExportManifest } from './shipping/retention/export-day.js';
export type { ExportedRun } from './shipping/retention/entry-runs.js';
export { Retention } from './shipping/retention/retention.js';
export type { RetentionSettings } from './shipping/retention/retention.js';
export { Shipper } from './shipping/shipper.js';
export type { ShipperOutput } from './shipping/shipper.js';
export { SINK_NAMES } from './shipping/shipping-settings.js';
export type {
  OpaSinkSettings,
  ShippingSettings,
  SinkName,
  SinkSettings,
} from './shipping/shipping-settings.js';
export { ShippingThread } from './shipping/shipping-thread.js';

/** To be provided beside `LogReadSettings`. */
export const LOG_QUERY_PROVIDERS = [
  LogReader,
  DecisionQuery,
  DecisionExports,
  DecisionTails,
  DecisionActivity,
];
