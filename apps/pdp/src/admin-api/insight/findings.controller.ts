import type { Page } from '@legate/directory';
import { Findings } from '@legate/insight';
import type { Finding } from '@legate/insight';
import { Controller, Get, Query, Req, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { answerAt } from './answer-at.js';
import { FindingPageDto } from './insight-answers.dto.js';
import { daysOf, FindingsQueryDto } from './insight.dto.js';

@ApiTags('insight')
@ApiBearerAuth()
@Controller('admin/v1')
@UsePipes(AdminValidationPipe)
export class FindingsController {
  constructor(private readonly all: Findings) {}

  @Get('findings')
  @Operation('findings.read')
  @ApiOperation({ summary: 'Grants that are unused or too wide, and what nobody answers for' })
  @ApiOkResponse({ type: FindingPageDto })
  async findings(
    @Query() query: FindingsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Finding>> {
    const { kind, cursor } = query;
    const wanted = { kind, cursor, days: daysOf(query), limit: limitOf(query) };
    return answerAt(reply, await this.all.list(tenantOf(request), wanted));
  }
}
