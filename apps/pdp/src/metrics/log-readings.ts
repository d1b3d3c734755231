import { DecisionRecorder, LogStatus, LogWriter, Spool } from '@legate/decision-log';
import type { DestinationStatus, SpoolState } from '@legate/decision-log';
import { Injectable } from '@nestjs/common';
import type { LOG_METRICS } from './catalogue.js';
import { labelled, single } from './readings.js';
import type { Reading, Readings } from './readings.js';

/** The decision log from the spool to where it is shipped. */
@Injectable()
export class LogReadings {
  constructor(
    private readonly writer: LogWriter,
    private readonly status: LogStatus,
    private readonly recorder: DecisionRecorder,
  ) {}

  read(): Readings<keyof typeof LOG_METRICS> {
    return { ...this.readSpool(), ...this.readShipping() };
  }

  private readSpool() {
    const { writer } = this;
    const spool = writer instanceof Spool ? writer : null;
    const ofSpool = (read: (state: SpoolState) => number): Reading =>
      single(() => (spool === null ? null : read(spool.state)));
    return {
      logWritable: single(() => Number(writer.isWell)),
      logEntries: single(() => spool?.head.seq ?? 0),
      logUnrecorded: single(() => spool?.state.unrecorded ?? 0),
      logAnswered: single(() => this.recorder.answeredUnrecorded),
      spoolBytes: ofSpool(({ bytes }) => bytes),
      spoolMaxBytes: ofSpool(({ maxBytes }) => maxBytes),
    } satisfies Partial<Readings>;
  }

  private readShipping() {
    const { status } = this;
    const each = (read: (of: DestinationStatus) => number): Reading =>
      labelled('destination', () => {
        const { database, sinks } = status.read();
        return [database, ...sinks].map((one) => [one.name, read(one)]);
      });
    return {
      shippingRunning: single(() => Number(status.read().isRunning)),
      shippingReportAge: single(() => {
        const { atMs } = status.read();
        return atMs === 0 ? null : secondsSince(atMs);
      }),
      backlogBytes: each(({ backlogBytes }) => backlogBytes),
      backlogAge: each(({ oldestAtMs }) => (oldestAtMs === null ? 0 : secondsSince(oldestAtMs))),
      delivered: each(({ delivered }) => delivered),
      deliveryFailures: each(({ failures }) => failures),
      damage: each(({ damage }) => damage),
      missed: each(({ missed }) => missed),
    } satisfies Partial<Readings>;
  }
}

function secondsSince(ms: number): number {
  return Math.max(0, Date.now() - ms) / 1000;
}
