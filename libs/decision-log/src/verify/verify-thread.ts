import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UnavailableError } from '@legate/core';
import { Injectable } from '@nestjs/common';
import type { VerifyOrder } from './verify-database.js';
import type { VerifyReport } from './verify-report.js';

/** How the log is verified by the service. */
export class VerifySettings {
  readonly databaseUrl: string;
  readonly connectTimeoutMs: number;
  /** Longest for one order, in ms. */
  readonly timeoutMs: number;
  /** PEM texts of the public keys that count. */
  readonly keys: string;
  readonly outsideFile: string | null;
  /** How long an entry that a checkpoint names may take to be shipped, in ms. */
  readonly graceMs: number;

  constructor(settings: VerifySettings) {
    this.databaseUrl = settings.databaseUrl;
    this.connectTimeoutMs = settings.connectTimeoutMs;
    this.timeoutMs = settings.timeoutMs;
    this.keys = settings.keys;
    this.outsideFile = settings.outsideFile;
    this.graceMs = settings.graceMs;
  }
}

/** What the thread is started with. @internal */
export interface VerifyTask {
  readonly settings: VerifySettings;
  readonly order: VerifyOrder;
}

/** What the thread says before it ends. @internal */
export type VerifyAnswer = { readonly report: VerifyReport } | { readonly failure: string };

/** Verifies in a thread of its own, one order at a time: hashing would hold up decisions for seconds. */
@Injectable()
export class LogVerifier {
  private isBusy = false;

  constructor(private readonly settings: VerifySettings) {}

  /**
   * @param signal ends it, as when nobody waits any more
   * @throws UnavailableError `log.verify_busy`, `log.verify_failed`, `log.query_timeout`
   */
  async verify(
    order: Omit<VerifyOrder, 'graceMs' | 'nowMs'>,
    signal: AbortSignal,
  ): Promise<VerifyReport> {
    if (this.isBusy) {
      const message = 'the log is being verified already; ask again later';
      throw new UnavailableError('log.verify_busy', message, { retryAfterS: 5 });
    }
    this.isBusy = true;
    try {
      const { graceMs, timeoutMs } = this.settings;
      const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      return await this.run({ ...order, graceMs, nowMs: Date.now() }, within);
    } finally {
      this.isBusy = false;
    }
  }

  private async run(order: VerifyOrder, signal: AbortSignal): Promise<VerifyReport> {
    const workerData: VerifyTask = { settings: this.settings, order };
    const worker = new Worker(workerFile(), { workerData, name: 'log-verify' });
    const end = (): void => void worker.terminate();
    signal.addEventListener('abort', end);
    try {
      return await answerOf(worker, signal);
    } finally {
      signal.removeEventListener('abort', end);
      await worker.terminate();
    }
  }
}

async function answerOf(worker: Worker, signal: AbortSignal): Promise<VerifyReport> {
  return await new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void => {
      reject(
        signal.aborted
          ? new UnavailableError('log.query_timeout', 'this takes too long: ask for less')
          : new UnavailableError('log.verify_failed', reason, { cause }),
      );
    };
    worker.once('message', (answer: VerifyAnswer) => {
      if ('report' in answer) {
        resolve(answer.report);
      } else {
        fail('the log could not be read', answer.failure);
      }
    });
    worker.once('error', (cause) => {
      fail('verifying has failed', cause);
    });
    worker.once('exit', () => {
      fail('verifying has ended');
    });
  });
}

/** A thread runs what is compiled, also where this file is read as TypeScript. */
function workerFile(): string {
  const compiled = __filename.endsWith('.ts')
    ? join(__dirname, '..', '..', '..', '..', 'dist', 'libs', 'decision-log', 'src', 'verify')
    : __dirname;
  return join(compiled, 'verify-thread.worker.js');
}
