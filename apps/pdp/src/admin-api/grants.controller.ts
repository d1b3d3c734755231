import type { Caller } from '@legate/callers';
import { GrantDirectory, GrantWriter } from '@legate/delegation';
import type { Grant } from '@legate/delegation';
import type { Written } from '@legate/persistence';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { AtRevisionQueryDto, readAt } from './at-revision.dto.js';
import { CreateGrantDto, GrantDto, GrantParamsDto, RevokeGrantDto } from './grant.dto.js';
import { AdminValidationPipe } from './validation.js';
import { writeScope } from './write-scope.js';

@ApiTags('grants')
@ApiBearerAuth()
@Controller('admin/v1/grants')
@UsePipes(AdminValidationPipe)
export class GrantsController {
  constructor(
    private readonly directory: GrantDirectory,
    private readonly writer: GrantWriter,
  ) {}

  @Post()
  @Operation('grants.write')
  @ApiOperation({ summary: 'Creates a grant; below a parent it must narrow in every dimension' })
  @ApiCreatedResponse({ type: GrantDto })
  async create(
    @Body() input: CreateGrantDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Grant> {
    return answer(await this.writer.create(writeScope(caller), input), reply);
  }

  @Get(':id')
  @Operation('grants.read')
  @ApiOperation({ summary: 'One grant' })
  @ApiOkResponse({ type: GrantDto })
  async get(
    @Param() { id }: GrantParamsDto,
    @Query() query: AtRevisionQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Grant> {
    return await readAt(
      query,
      async () => await this.directory.get(tenant, id),
      async (revision) => await this.directory.getAt(tenant, id, revision),
    );
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Operation('grants.revoke')
  @ApiOperation({ summary: 'Revokes a grant and all that stands on it' })
  @ApiOkResponse({ type: GrantDto })
  async revoke(
    @Param() { id }: GrantParamsDto,
    @Body() { reason }: RevokeGrantDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Grant> {
    return answer(await this.writer.revoke(writeScope(caller), id, reason), reply);
  }
}

function answer({ value, revision }: Written<Grant>, reply: FastifyReply): Grant {
  setRevision(reply, revision);
  return value;
}
