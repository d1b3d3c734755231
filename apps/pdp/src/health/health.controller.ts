import { BundleLoads } from '@legate/bundles';
import type { LoadedPolicies } from '@legate/bundles';
import { LogWriter } from '@legate/decision-log';
import { ChangeFeed } from '@legate/directory';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';

interface Readiness {
  readonly status: 'ready' | 'not_ready';
  /** Each part that decisions need, and whether it is well. */
  readonly parts: {
    readonly database: boolean;
    readonly feed: boolean;
    readonly clock: boolean;
    readonly log: boolean;
    /** False when this process decides for a tenant by another policy than was activated. */
    readonly policies: boolean;
  };
  /** What is loaded here, and whether other processes have loaded the same. */
  readonly policies: Omit<LoadedPolicies, 'revision' | 'confirmedAtMs'>;
}

/** For orchestrators; answers without a key and tells nothing of what is stored. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly log: LogWriter,
    private readonly loads: BundleLoads,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Decisions can be made: 200, or 503 with the part that is not well' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const { digest, tenants, processes, differing, differingElsewhere } = this.loads.current();
    const policies = { digest, tenants, processes, differing, differingElsewhere };
    const parts = {
      database: await this.isDatabaseWell(),
      feed: this.feed.isFresh(),
      clock: this.feed.isClockRight(),
      log: this.log.isWell,
      policies: policies.differing === 0,
    };
    const isReady = Object.values(parts).every((isWell) => isWell);
    void reply.status(isReady ? 200 : 503);
    return { status: isReady ? 'ready' : 'not_ready', parts, policies };
  }

  private async isDatabaseWell(): Promise<boolean> {
    try {
      await this.dataSource.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }
}
