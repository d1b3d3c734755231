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
