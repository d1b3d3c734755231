import { AdminRecorder, RecorderSettings } from '@legate/decision-log';
import type { AdminToLog } from '@legate/decision-log';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { TokenBuckets } from '../http/token-buckets.js';

const COUNT_MS = 10_000;
/** Of one sender, so that no flood hides the others. */
const SENDER_SHARE = 1 / 5;
/** What may come at once after a pause, s. */
const BURST_S = 4;

/** Records refused attempts: one entry each up to a rate, and beyond it how many there were. */
@Injectable()
export class Refusals implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly all = new TokenBuckets();
  private readonly senders = new TokenBuckets();
  private counted = new Map<string, number>();
  private since = Date.now();
  private lost = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly recorder: AdminRecorder,
    private readonly settings: RecorderSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.count(), COUNT_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    await this.count();
  }

  /** Records an entry, or counts it; what cannot be recorded is counted too. */
  async note(entry: AdminToLog, sender: string): Promise<void> {
    if (!this.mayRecord(sender) || (await this.recorder.record(entry)) === null) {
      this.add(entry.code ?? 'none', 1);
    }
  }

  /** Records how many were counted, and all that could not be recorded before. */
  async count(): Promise<void> {
    const { counted, since } = this;
    this.lost += await this.recorder.settle();
    if (counted.size === 0 && this.lost === 0) {
      this.since = Date.now();
      return;
    }
    this.counted = new Map();
    this.since = Date.now();
    const { lost } = this;
    this.lost = 0;
    const entry: AdminToLog = {
      tenant: null,
      operation: 'refusals.count',
      outcome: 'refused',
      refusals: Object.fromEntries(counted),
      since: new Date(since).toISOString(),
      ...(lost > 0 && { lost }),
    };
    if ((await this.recorder.record(entry)) === null) {
      counted.forEach((number, code) => {
        this.add(code, number);
      });
      this.lost += lost;
      this.since = since;
    }
  }

  private mayRecord(sender: string): boolean {
    const perSecond = this.settings.refusalsPerSecond;
    const now = performance.now();
    const ofSender = Math.max(1, perSecond * SENDER_SHARE);
    return (
      this.senders.take(sender, { perSecond: ofSender, burst: ofSender * BURST_S }, now) === 0 &&
      this.all.take('', { perSecond, burst: perSecond * BURST_S }, now) === 0
    );
  }

  private add(code: string, number: number): void {
    this.counted.set(code, (this.counted.get(code) ?? 0) + number);
  }
}
