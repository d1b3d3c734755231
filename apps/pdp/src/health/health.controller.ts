import { BundleLoads } from '@legate/bundles';
import type { LoadedPolicies } from '@legate/bundles';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Measures, Parts } from './parts.js';
import { Readiness } from './readiness.js';

interface ReadyAnswer {
  readonly status: 'ready' | 'not_ready';
  readonly parts: Parts;
  readonly measures: Measures;
  /** What is loaded here, and whether other processes have loaded the same. */
  readonly policies: Omit<LoadedPolicies, 'revision' | 'confirmedAtMs'>;
}

/** For orchestrators; answers without a key and tells nothing of what is stored. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly loads: BundleLoads,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Decisions can be made: 200, or 503 with the part that is not well' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyAnswer> {
    const { parts, measures } = await this.readiness.look();
    const { digest, tenants, processes, differing, differingElsewhere } = this.loads.current();
    const policies = { digest, tenants, processes, differing, differingElsewhere };
    const isReady = Object.values(parts).every((isWell) => isWell);
    void reply.status(isReady ? 200 : 503).header('cache-control', 'no-store');
    return { status: isReady ? 'ready' : 'not_ready', parts, measures, policies };
  }
}
