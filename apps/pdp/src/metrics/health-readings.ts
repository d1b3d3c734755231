import { LogCanary } from '@legate/decision-log';
import { ChangeFeed } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Readiness } from '../health/readiness.js';
import type { HEALTH_METRICS } from './catalogue.js';
import { labelled, single } from './readings.js';
import type { Readings } from './readings.js';

/** What TypeORM keeps of the driver's pool, https://node-postgres.com/apis/pool#properties */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max: number };
}

/** The parts of the service, and the measures behind them. */
@Injectable()
export class HealthReadings {
  constructor(
    private readonly readiness: Readiness,
    private readonly feed: ChangeFeed,
    private readonly canary: LogCanary,
    private readonly dataSource: DataSource,
  ) {}

  read(): Readings<keyof typeof HEALTH_METRICS> {
    const { canary, feed, readiness } = this;
    return {
      ready: labelled('part', () =>
        Object.entries(readiness.knownParts()).map(([part, isWell]) => [part, Number(isWell)]),
      ),
      feedAge: single(() => feed.ageMs() / 1000),
      clockSkew: single(() => feed.clockSkewMs / 1000),
      canaryAge: single(() => (canary.isOn ? canary.ageMs / 1000 : null)),
      canaryDelay: single(() => (canary.delayMs === null ? null : canary.delayMs / 1000)),
      ...this.readPool(),
    };
  }

  private readPool(): Readings<'connections' | 'connectionsMax' | 'connectionWaits'> {
    const pool = (this.dataSource.driver as unknown as { readonly master: Pool }).master;
    return {
      connections: labelled('state', () => [
        ['used', pool.totalCount - pool.idleCount],
        ['idle', pool.idleCount],
      ]),
      connectionsMax: single(() => pool.options.max),
      connectionWaits: single(() => pool.waitingCount),
    };
  }
}
