import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { RemoteFetcher } from './remote-fetcher.js';
import { RemoteSettings } from './remote-settings.js';
import { RemoteStates } from './remote-states.js';

/** Fetches of one process at a time; checks of policies wait for each other anyway. */
const MAX_AT_ONCE = 2;

/** Looks now and then which remotes are due, and fetches from those that no other process does. */
@Injectable()
export class RemotePoller implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private looking: Promise<void> | null = null;
  private isHinted = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly states: RemoteStates,
    private readonly fetcher: RemoteFetcher,
    private readonly settings: RemoteSettings,
    private readonly log: OperationalLog,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.hint();
    }, this.settings.tickMs);
  }

  /** Ends what is under way; others take it over. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    this.stop.abort();
    await this.looking;
    await Promise.all(this.underWay);
  }

  /** Something may be due: looks at once. */
  hint(): void {
    this.isHinted = true;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
    });
  }

  private async look(): Promise<void> {
    while (this.isHinted && !this.stop.signal.aborted && this.underWay.size < MAX_AT_ONCE) {
      this.isHinted = false;
      await this.begin(MAX_AT_ONCE - this.underWay.size);
    }
  }

  private async begin(limit: number): Promise<void> {
    try {
      for (const claim of await this.states.claim(limit)) {
        const fetching = this.fetcher.fetch(claim, this.stop.signal).finally(() => {
          this.underWay.delete(fetching);
          this.hint();
        });
        this.underWay.add(fetching);
      }
    } catch (err) {
      this.log.warn({ event: 'bundle_remote.not_looked', err });
    }
  }
}
