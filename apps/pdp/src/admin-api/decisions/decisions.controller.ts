import type { Caller } from '@legate/callers';
import { DecisionQuery } from '@legate/decision-log';
import type { EntryPage } from '@legate/decision-log';
import { Controller, Get, Param, Query, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { ListDecisionsQueryDto, toDecisionFilter } from './decision-filter.dto.js';
import { DecisionEntryDto, DecisionPageDto, DecisionParamsDto } from './decision.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Entries are given as they are stored, byte by byte: what is in them, docs/decision-log.md says. */
@ApiTags('decision log')
@ApiBearerAuth()
@Controller('admin/v1/decisions')
@UsePipes(AdminValidationPipe)
export class DecisionsController {
  constructor(private readonly decisions: DecisionQuery) {}

  @Get()
  @Operation('decisions.read')
  @ApiOperation({
    summary: 'Entries of the decision log, the newest first',
    description:
      'What is shipped to the database, which is within a second of the answer while nothing is wrong.',
  })
  @ApiOkResponse({ type: DecisionPageDto })
  async list(
    @Query() query: ListDecisionsQueryDto,
    @CurrentCaller() { tenant }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = { cursor: query.cursor, limit: limitOf(query) };
    const found = await this.decisions.list(tenant, toDecisionFilter(query), page);
    await reply.type(JSON_TYPE).send(writePage(found));
  }

  @Get(':decisionId')
  @Operation('decisions.read')
  @ApiOperation({ summary: 'The entry of one decision' })
  @ApiOkResponse({ type: DecisionEntryDto })
  async get(
    @Param() { decisionId }: DecisionParamsDto,
    @CurrentCaller() { tenant }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.type(JSON_TYPE).send(await this.decisions.get(tenant, decisionId));
  }
}

function writePage({ entries, nextCursor }: EntryPage): string {
  const next = nextCursor === null ? '' : `,"nextCursor":${JSON.stringify(nextCursor)}`;
  return `{"items":[${entries.join(',')}]${next}}`;
}
