import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogStatus, NO_REPORT, Shipper } from '@legate/decision-log';
import type {
  LogStatusReport,
  ShipperOutput,
  ShippingSettings,
  SinkSettings,
} from '@legate/decision-log';
import { Client } from 'pg';

export interface DataDir {
  readonly path: string;
  readonly spool: string;
  remove(): Promise<void>;
}

export async function makeDataDir(): Promise<DataDir> {
  const path = await mkdtemp(join(tmpdir(), 'legate-log-'));
  return {
    path,
    spool: join(path, 'spool'),
    remove: async () => {
      await rm(path, { recursive: true, force: true });
    },
  };
}

export type ShippingOverrides = Partial<Omit<ShippingSettings, 'sinks'>> & {
  readonly sinks?: Partial<SinkSettings>;
};

export function shippingSettings(
  dataDir: string,
  databaseUrl: string,
  { sinks, ...overrides }: ShippingOverrides = {},
): ShippingSettings {
  return {
    spoolPath: join(dataDir, 'spool'),
    damagedPath: join(dataDir, 'spool-damaged'),
    writer: null,
    databaseUrl,
    connectTimeoutMs: 5000,
    batchTimeoutMs: 20_000,
    batchEntries: 20_000,
    batchBytes: 8 * 1024 * 1024,
    pollMs: 10,
    backOffMs: 10,
    backOffMaxMs: 100,
    keepBytes: 256 * 1024 * 1024,
    drainMs: 20_000,
    version: 'test',
    retention: {
      days: 0,
      maxBytes: 0,
      export: { path: join(dataDir, 'export'), signingKey: null },
      rollUpDays: 0,
      checkMs: 60_000,
    },
    sinks: { file: null, stdout: false, opa: null, nats: null, required: [], ...sinks },
    ...overrides,
  };
}

/** A shipper in this process, with what it tells. */
export class RunningShipper extends LogStatus {
  readonly events: { readonly level: string; readonly event: Record<string, unknown> }[] = [];
  private reported: LogStatusReport | null = null;
  private waiting: (() => void)[] = [];
  private readonly shipper: Shipper;

  private constructor(settings: ShippingSettings, recordedSeq: () => number) {
    super();
    const output: ShipperOutput = {
      log: (level, event) => {
        this.events.push({ level, event });
        this.wake();
      },
      report: (report) => {
        this.reported = report;
        this.wake();
      },
    };
    this.shipper = new Shipper(settings, output, recordedSeq);
  }

  static async start(
    settings: ShippingSettings,
    recordedSeq = (): number => Number.MAX_SAFE_INTEGER,
  ): Promise<RunningShipper> {
    const running = new RunningShipper(settings, recordedSeq);
    await running.shipper.start();
    return running;
  }

  read(): LogStatusReport {
    return this.reported ?? NO_REPORT;
  }

  /** Waits until a report says so. */
  async until(holds: (report: LogStatusReport) => boolean): Promise<LogStatusReport> {
    for (;;) {
      if (this.reported !== null && holds(this.reported)) {
        return this.reported;
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Waits until it has told of that. */
  async told(name: string): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.events.find(({ event }) => event['event'] === name);
      if (found !== undefined) {
        return found.event;
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    await this.shipper.close();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) {
      resolve();
    }
  }
}

/** Rows of a query on a database of the test's. */
export async function rowsOf(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
