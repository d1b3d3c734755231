import { GrantDirectory } from '@legate/delegation';
import { Impact } from '@legate/insight';
import type { ImpactPage } from '@legate/insight';
import { Controller, Get, Param, Query, Req, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { SystemPolicy } from '../../http/system-policy.js';
import { authorityOf, requireOwnGrant } from '../grants/grant-authority.js';
import { GrantParamsDto } from '../grants/grant.dto.js';
import { limitOf, ListQueryDto } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { answerAt } from './answer-at.js';
import { ImpactPageDto } from './insight-answers.dto.js';

@ApiTags('insight')
@ApiBearerAuth()
@Controller('admin/v1')
@UsePipes(AdminValidationPipe)
export class ImpactController {
  constructor(
    private readonly impacts: Impact,
    private readonly grants: GrantDirectory,
    private readonly policy: SystemPolicy,
  ) {}

  @Get('grants/:id/impact')
  @Operation('grants.read')
  @ApiOperation({ summary: 'What ends if a grant ends' })
  @ApiOkResponse({ type: ImpactPageDto })
  async impact(
    @Param() { id }: GrantParamsDto,
    @Query() query: ListQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImpactPage> {
    const caller = callerOf(request);
    const authority = authorityOf(caller, 'grants.read', this.policy);
    if (authority !== 'any') {
      requireOwnGrant(authority, await this.grants.get(caller.tenant, id));
    }
    const page = { cursor: query.cursor, limit: limitOf(query) };
    return answerAt(reply, await this.impacts.of(caller.tenant, id, page));
  }
}
