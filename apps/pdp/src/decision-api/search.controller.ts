import type { Caller } from '@legate/callers';
import { Search } from '@legate/insight';
import type { AtRevision } from '@legate/insight';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { RecordSearch } from './record-search.js';
import {
  ActionSearchDto,
  FoundActionsDto,
  FoundEntitiesDto,
  ResourceSearchDto,
  SubjectSearchDto,
} from './search.dto.js';
import { toActionQuery, toFoundPage, toResourceQuery, toSubjectQuery } from './search.mapper.js';
import {
  ACTION_SEARCH_BODY,
  RESOURCE_SEARCH_BODY,
  SEARCH_RESPONSE,
  SUBJECT_SEARCH_BODY,
} from './search.schema.js';

const RESPONSE = { 200: SEARCH_RESPONSE };

@ApiTags('decisions')
@ApiBearerAuth()
@Controller('access/v1/search')
export class SearchController {
  constructor(
    private readonly search: Search,
    private readonly records: RecordSearch,
  ) {}

  @Post('subject')
  @HttpCode(200)
  @Operation('search')
  @RouteSchema({ body: SUBJECT_SEARCH_BODY, response: RESPONSE })
  @ApiOperation({ summary: 'Who may do this to that?' })
  @ApiOkResponse({ type: FoundEntitiesDto })
  async subjects(
    @Body() body: SubjectSearchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FoundEntitiesDto> {
    const query = toSubjectQuery(body, questionOf(request));
    const found = await this.search.subjects(query);
    await this.records.record('subject', query, found, request);
    const { type } = body.subject;
    const results = tell(reply, found).results.map((id) => ({ type, id }));
    return { ...toFoundPage(body, found.value), results };
  }

  @Post('resource')
  @HttpCode(200)
  @Operation('search')
  @RouteSchema({ body: RESOURCE_SEARCH_BODY, response: RESPONSE })
  @ApiOperation({ summary: 'To what may this subject do this?' })
  @ApiOkResponse({ type: FoundEntitiesDto })
  async resources(
    @Body() body: ResourceSearchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FoundEntitiesDto> {
    const query = toResourceQuery(body, questionOf(request));
    const found = await this.search.resources(query);
    await this.records.record('resource', query, found, request);
    const { type } = body.resource;
    const results = tell(reply, found).results.map((id) => ({ type, id }));
    return { ...toFoundPage(body, found.value), results };
  }

  @Post('action')
  @HttpCode(200)
  @Operation('search')
  @RouteSchema({ body: ACTION_SEARCH_BODY, response: RESPONSE })
  @ApiOperation({ summary: 'What may this subject do to that?' })
  @ApiOkResponse({ type: FoundActionsDto })
  async actions(
    @Body() body: ActionSearchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FoundActionsDto> {
    const query = toActionQuery(body, questionOf(request));
    const found = await this.search.actions(query);
    await this.records.record('action', query, found, request);
    const results = tell(reply, found).results.map((name) => ({ name }));
    return { ...toFoundPage(body, found.value), results };
  }
}

function questionOf(request: FastifyRequest): {
  readonly caller: Caller;
  readonly minRevision: number;
} {
  return { caller: callerOf(request), minRevision: readMinRevision(request) };
}

function tell<T>(reply: FastifyReply, { value, revision }: AtRevision<T>): T {
  setRevision(reply, revision);
  void reply.header('cache-control', 'no-store');
  return value;
}
