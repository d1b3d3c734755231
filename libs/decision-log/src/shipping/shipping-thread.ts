import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LogEvent, OperationalLog } from '@legate/platform';
import { LogStatus, NO_REPORT } from './log-status.js';
import type { LogStatusReport } from './log-status.js';
import type { ShippingSettings } from './shipping-settings.js';

type Message =
  | { readonly kind: 'report'; readonly report: LogStatusReport }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly event: LogEvent };

const BEGIN_AGAIN_MS = 1000;

/** What the thread is started with. @internal */
export interface ThreadData {
  readonly settings: ShippingSettings;
  /** Shared: a 64-bit number, the last entry of the own writer that is recorded. */
  readonly recorded: SharedArrayBuffer;
}

/**
 * Ships in a thread of its own, and begins again when that ends by a fault. What it had under way is then asked of the
 * database and the cursors.
 */
export class ShippingThread extends LogStatus {
  private worker: Worker | null = null;
  private isClosing = false;
  private again: NodeJS.Timeout | undefined;
  private last: LogStatusReport = NO_REPORT;
  private readonly recorded = new BigInt64Array(new SharedArrayBuffer(8));
  private telling: NodeJS.Timeout | undefined;

  /** @param recordedSeq the last entry of the own writer that is recorded: what follows may still be taken back */
  constructor(
    private readonly settings: ShippingSettings,
    private readonly log: OperationalLog,
    private readonly recordedSeq: () => number,
  ) {
    super();
  }

  start(): void {
    this.tell();
    this.telling ??= setInterval(() => {
      this.tell();
    }, this.settings.pollMs).unref();
    this.begin();
  }

  private begin(): void {
    const workerData: ThreadData = { settings: this.settings, recorded: this.recorded.buffer };
    const worker = new Worker(workerFile(), { workerData, name: 'log-shipping' });
    this.worker = worker;
    worker.on('message', (message: Message) => {
      this.take(message);
    });
    worker.on('error', (err) => {
      this.log.error({ event: 'log.shipping_failed', err });
    });
    worker.on('exit', () => {
      this.ended();
    });
  }

  read(): LogStatusReport {
    return this.last;
  }

  /** To be called when the writer of this process has written its last entry: delivers what is left, for a bounded time. */
  async close(): Promise<void> {
    this.isClosing = true;
    clearTimeout(this.again);
    clearInterval(this.telling);
    this.tell();
    const { worker } = this;
    if (worker === null) {
      return;
    }
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
    });
    worker.postMessage('close');
    const kill = setTimeout(() => {
      void worker.terminate();
    }, this.settings.drainMs * 2);
    await ended;
    clearTimeout(kill);
  }

  private tell(): void {
    Atomics.store(this.recorded, 0, BigInt(this.recordedSeq()));
  }

  private take(message: Message): void {
    if (message.kind === 'report') {
      this.last = message.report;
    } else {
      this.log[message.level](message.event);
    }
  }

  private ended(): void {
    this.worker = null;
    this.last = { ...this.last, isRunning: false };
    if (!this.isClosing) {
      this.again = setTimeout(() => {
        this.begin();
      }, BEGIN_AGAIN_MS);
    }
  }
}

/** A thread runs what is compiled, also where this file is read as TypeScript. */
function workerFile(): string {
  const compiled = __filename.endsWith('.ts')
    ? join(__dirname, '..', '..', '..', '..', 'dist', 'libs', 'decision-log', 'src', 'shipping')
    : __dirname;
  return join(compiled, 'shipping-thread.worker.js');
}
