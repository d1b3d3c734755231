export { chainHash, GENESIS, HASH_BYTES } from './chain/entry-hash.js';
export { DECISION_FORMS, ENTRY_KINDS, ENTRY_VERSION, MARK_EVENTS } from './entry/entry.js';
export type {
  AdminEntry,
  DecisionEntry,
  DecisionForm,
  EntryHead,
  EntryKind,
  LogEntry,
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
export { LogWriter } from './spool/log-writer.js';
export type { Recorded } from './spool/log-writer.js';
export { readFrames } from './spool/read-frames.js';
export type { SegmentEnd, SpooledFrame } from './spool/read-frames.js';
export { listSegments, listWriters, segmentName, spoolFolder } from './spool/segment-files.js';
export { columnText, toColumns } from './shipping/entry-columns.js';
export type { EntryColumns } from './shipping/entry-columns.js';
export { LogStatus } from './shipping/log-status.js';
export type { DestinationStatus, LogStatusReport } from './shipping/log-status.js';
export type { ExportManifest } from './shipping/retention/export-day.js';
export type { ExportedRun } from './shipping/retention/entry-runs.js';
export { Retention } from './shipping/retention/retention.js';
export type { RetentionSettings } from './shipping/retention/retention.js';
export { Shipper } from './shipping/shipper.js';
export type { ShipperOutput } from './shipping/shipper.js';
export { SINK_NAMES } from './shipping/shipping-settings.js';
export type { ShippingSettings, SinkName, SinkSettings } from './shipping/shipping-settings.js';
export { ShippingThread } from './shipping/shipping-thread.js';
