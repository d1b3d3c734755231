import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Candidates } from '../candidates.js';
import type { LiveShadow } from './live-shadow.js';
import { LiveShadows } from './live-shadows.js';
import { ShadowRuns } from './shadow-runs.js';
import type { ShadowRun } from './shadow.js';

/** How often processes look what is to be evaluated in shadow, and tell what they have found, ms. */
const INTERVAL_MS = 1000;

/**
 * Keeps this process at what the database says is to be evaluated in shadow, and adds to the database what it has
 * found. Not a record: a process that is killed loses what it has not told.
 */
@Injectable()
export class ShadowWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private following: Promise<void> = Promise.resolve();
  /** Runs whose bundle could not be loaded; told once of each. */
  private readonly unloaded = new Set<string>();

  constructor(
    private readonly live: LiveShadows,
    private readonly runs: ShadowRuns,
    private readonly candidates: Candidates,
    private readonly log: OperationalLog,
  ) {
    runs.onChange(async () => {
      await this.follow();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.follow(), INTERVAL_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    await this.following;
    await this.tell(this.live.keepOnly([])).catch(() => undefined);
  }

  /** Tells what was found and does what is to be done now. Never throws: what fails is tried again. */
  async follow(): Promise<void> {
    this.following = this.following.then(async () => {
      try {
        await this.tell(this.live.all());
        await this.catchUp(await this.runs.running());
      } catch (err) {
        this.log.warn({ event: 'shadow.not_followed', err });
      }
    });
    await this.following;
  }

  private async catchUp(runs: readonly ShadowRun[]): Promise<void> {
    await this.tell(this.live.keepOnly(runs));
    for (const run of runs) {
      if (!this.live.has(run)) {
        await this.start(run);
      }
    }
  }

  private async start(run: ShadowRun): Promise<void> {
    const { tenant, bundle } = run;
    try {
      this.live.start(run, (await this.candidates.load(tenant, bundle)).engine);
    } catch (err) {
      if (!this.unloaded.has(run.run)) {
        this.unloaded.add(run.run);
        this.log.error({ event: 'shadow.not_loaded', tenant, bundle, err });
      }
    }
  }

  private async tell(shadows: readonly LiveShadow[]): Promise<void> {
    for (const shadow of shadows) {
      const findings = shadow.take();
      if (findings !== null) {
        try {
          await this.runs.add(findings);
        } catch (err) {
          shadow.giveBack(findings);
          throw err;
        }
      }
    }
  }
}
