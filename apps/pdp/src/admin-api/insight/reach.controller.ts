import type { Page } from '@legate/directory';
import { Access, Reach } from '@legate/insight';
import type { Accessor, ReachPage } from '@legate/insight';
import { Controller, Get, Param, Query, Req, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { IdentityParamsDto } from '../identities/identity.dto.js';
import { ResourceRefDto } from '../resources/resource.dto.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { answerAt } from './answer-at.js';
import { AccessPageDto, ReachPageDto } from './insight-answers.dto.js';
import { AccessQueryDto, ReachQueryDto } from './insight.dto.js';

@ApiTags('insight')
@ApiBearerAuth()
@Controller('admin/v1')
@UsePipes(AdminValidationPipe)
export class ReachController {
  constructor(
    private readonly reaches: Reach,
    private readonly accesses: Access,
  ) {}

  @Get('identities/:kind/:id/reach')
  @Operation('identities.read')
  @ApiOperation({ summary: 'What an identity can do, and through which chains' })
  @ApiOkResponse({ type: ReachPageDto })
  async reach(
    @Param() identity: IdentityParamsDto,
    @Query() query: ReachQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReachPage> {
    const { resource_type: resourceType, action, cursor } = query;
    const filter = { resourceType, action, cursor, limit: limitOf(query) };
    return answerAt(reply, await this.reaches.of(tenantOf(request), { identity, ...filter }));
  }

  @Get('resources/:type/:id/access')
  @Operation('resources.read')
  @ApiOperation({ summary: 'Who reaches a resource, and through which chain' })
  @ApiOkResponse({ type: AccessPageDto })
  async access(
    @Param() resource: ResourceRefDto,
    @Query() query: AccessQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Accessor>> {
    const { action, cursor } = query;
    const wanted = { resource, action, cursor, limit: limitOf(query) };
    return answerAt(reply, await this.accesses.to(tenantOf(request), wanted));
  }
}
