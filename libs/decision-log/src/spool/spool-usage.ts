import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listSegments, listWriters, segmentName } from './segment-files.js';

/**
 * How many bytes all segments of a spool have, of writers that have ended too. Measured now and then, since whoever
 * ships segments removes them; what is written in between is added.
 */
export class SpoolUsage {
  private measured = 0;
  private since = 0;
  private timer: NodeJS.Timeout | null = null;
  private measuring: Promise<void> | null = null;

  constructor(private readonly spool: string) {}

  get bytes(): number {
    return this.measured + this.since;
  }

  add(bytes: number): void {
    this.since += bytes;
  }

  /** Measures at once, and from then on again and again until `stop`. */
  async start(everyMs: number): Promise<void> {
    await this.measure();
    this.timer = setInterval(() => {
      void this.measure();
    }, everyMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    await this.measuring;
  }

  private async measure(): Promise<void> {
    this.measuring ??= this.sum().finally(() => {
      this.measuring = null;
    });
    await this.measuring;
  }

  private async sum(): Promise<void> {
    const before = this.since;
    let sum = 0;
    try {
      for (const writer of await listWriters(this.spool)) {
        const folder = join(this.spool, writer);
        for (const first of await listSegments(folder)) {
          sum += await sizeOf(join(folder, segmentName(first)));
        }
      }
    } catch {
      // Not measurable now: what was measured last, and all that was written since, still counts.
      return;
    }
    this.measured = sum;
    this.since -= before;
  }
}

/** 0 for a file that has been removed meanwhile. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
