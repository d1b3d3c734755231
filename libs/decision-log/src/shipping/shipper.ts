import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogEvent } from '@legate/platform';
import { makeSinks } from '../sinks/make-sinks.js';
import { SinkDestination } from '../sinks/sink-destination.js';
import { DecisionTable } from './decision-table.js';
import { Delivery } from './delivery.js';
import type { DeliveryEvents, DeliverySettings } from './delivery.js';
import type { Destination, EntryBatch } from './entry-batch.js';
import type { LogStatusReport } from './log-status.js';
import { pruneWriter } from './prune.js';
import { Retention } from './retention/retention.js';
import type { ShippingSettings, SinkName } from './shipping-settings.js';
import { SpoolFolders } from './spool-folders.js';

export type LogLevelOfEvent = 'info' | 'warn' | 'error';

/** How the shipper tells of itself. */
export interface ShipperOutput {
  log(level: LogLevelOfEvent, event: LogEvent): void;
  report(report: LogStatusReport): void;
}

const REPORT_MS = 250;
/** In reports: to look for writers to take over, and to show other machines that this one is there. */
const REFRESH_EVERY = 8;
const HEARTBEAT_EVERY = 40;
const SINK_ENTRIES = 1000;

/**
 * Carries what is in the spool to the database and the sinks, one delivery each, and removes what all have. Runs
 * wherever it is constructed; the service gives it a thread of its own (`ShippingThread`).
 */
export class Shipper {
  private readonly folders: SpoolFolders;
  private readonly table: Delivery;
  private readonly sinks: readonly Delivery[];
  private readonly retention: Retention;
  private readonly stop = new AbortController();
  private readonly draining = new AbortController();
  private running: readonly Promise<void>[] = [];

  constructor(
    private readonly settings: ShippingSettings,
    private readonly output: ShipperOutput,
    recordedSeq: () => number,
  ) {
    const { spoolPath, damagedPath, writer } = settings;
    this.folders = new SpoolFolders({ path: spoolPath, damagedPath, own: writer, recordedSeq });
    this.table = this.deliver(this.makeTable(), { isRequired: true });
    this.sinks = makeSinks(settings, (refused) => {
      output.log('error', { event: 'log.sink_refused', sink: 'opa', ...refused });
    }).map((sink) =>
      this.deliver(new SinkDestination(sink, (of) => join(spoolPath, of)), {
        isRequired: settings.sinks.required.includes(sink.name as SinkName),
        limit: { entries: SINK_ENTRIES, bytes: settings.batchBytes },
      }),
    );
    this.retention = new Retention(settings, output);
  }

  async start(): Promise<void> {
    await this.folders.refresh();
    const signals = { stop: this.stop.signal, draining: this.draining.signal };
    const deliveries = this.all.map(async (delivery) => {
      await delivery.run(() => this.folders.all, signals);
    });
    this.running = [...deliveries];
    void this.keepHouse();
    void this.retention.run(this.stop.signal);
  }

  /** Delivers what is left, for a bounded time; to be called when the own writer adds nothing any more. */
  async close(): Promise<void> {
    this.folders.closeOwn();
    this.draining.abort();
    const late = delay(this.settings.drainMs, undefined, { signal: this.stop.signal });
    await Promise.race([Promise.all(this.running), late]).catch(() => undefined);
    this.stop.abort();
    await this.prune().catch(() => undefined);
    await this.folders.release();
    await Promise.all(
      this.all.map(async ({ destination }) => {
        await destination.close();
      }),
    );
    await this.retention.close();
  }

  private get all(): readonly Delivery[] {
    return [this.table, ...this.sinks];
  }

  private makeTable(): DecisionTable {
    const { databaseUrl: url, connectTimeoutMs, batchTimeoutMs } = this.settings;
    return new DecisionTable({
      database: { url, connectTimeoutMs, transactionTimeoutMs: batchTimeoutMs },
      originOf: async (writer) => await this.folders.originOf(writer),
      keepAside: async (writer, seq) => await this.folders.keepAside(writer, seq),
    });
  }

  private deliver(
    destination: Destination,
    own: Pick<DeliverySettings, 'isRequired'> & Partial<DeliverySettings>,
  ): Delivery {
    const { batchEntries, batchBytes, pollMs, backOffMs, backOffMaxMs } = this.settings;
    return new Delivery(
      destination,
      {
        limit: { entries: batchEntries, bytes: batchBytes },
        pollMs,
        backOff: { leastMs: backOffMs, mostMs: backOffMaxMs },
        timeoutMs: this.settings.batchTimeoutMs,
        ...own,
      },
      this.events(),
    );
  }

  private events(): DeliveryEvents {
    const { output } = this;
    return {
      failed: (destination, reason, waitMs) => {
        output.log('warn', { event: 'log.delivery_failed', destination, reason, waitMs });
      },
      recovered: (destination) => {
        output.log('info', { event: 'log.delivery_recovered', destination });
      },
      damaged: (destination, { writer, damage }: EntryBatch) => {
        // Each destination meets it; the database's is the one that is told of.
        if (destination === this.table.destination.name) {
          output.log('error', { event: 'log.spool_damaged', writer, damage });
        }
      },
    };
  }

  private async keepHouse(): Promise<void> {
    for (let round = 1; !this.stop.signal.aborted; round += 1) {
      try {
        await this.keepHouseOnce(round);
      } catch (cause) {
        this.output.log('warn', { event: 'log.housekeeping_failed', err: cause });
      }
      await delay(REPORT_MS, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  private async keepHouseOnce(round: number): Promise<void> {
    if (round % REFRESH_EVERY === 0) {
      await this.folders.refresh();
    }
    if (round % HEARTBEAT_EVERY === 0) {
      await this.folders.heartbeat();
    }
    await this.prune();
    this.output.report(await this.report());
  }

  private async prune(): Promise<void> {
    for (const folder of this.folders.all) {
      if (await pruneWriter(folder, this.all, this.settings.keepBytes)) {
        this.folders.forget(folder.writer);
        for (const delivery of this.all) {
          delivery.forget(folder.writer);
        }
      }
    }
  }

  private async report(): Promise<LogStatusReport> {
    const folders = this.folders.all;
    const database = await this.table.status(folders);
    const sinks = this.sinks.map(async (delivery) => await delivery.status(folders));
    const sizes = await Promise.all(folders.map(async (folder) => await folder.totalBytes()));
    return {
      atMs: Date.now(),
      isRunning: true,
      writers: folders.length,
      spoolBytes: sizes.reduce((sum, size) => sum + size, 0),
      database,
      sinks: await Promise.all(sinks),
    };
  }
}
