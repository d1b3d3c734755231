import type { Caller } from '@legate/callers';
import { GroupDirectory, GroupWriter } from '@legate/directory';
import type { Group, Page } from '@legate/directory';
import type { WriteScope } from '@legate/persistence';
import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Put,
  Query,
  Req,
  Res,
  UsePipes,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { AtRevisionQueryDto, readAt } from '../shared/at-revision.dto.js';
import { limitOf, PrefixQueryDto } from '../shared/list.dto.js';
import { RetireQueryDto } from '../shared/retire.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { GroupDto, GroupPageDto, GroupParamsDto, PutGroupDto } from './group.dto.js';

@ApiTags('groups and roles')
@ApiBearerAuth()
@Controller('admin/v1/groups')
@UsePipes(AdminValidationPipe)
export class GroupsController {
  constructor(
    private readonly directory: GroupDirectory,
    private readonly writer: GroupWriter,
  ) {}

  @Get()
  @Operation('groups.read')
  @ApiOperation({ summary: 'Groups by id' })
  @ApiOkResponse({ type: GroupPageDto })
  async list(
    @Query() query: PrefixQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<Group>> {
    const { prefix, cursor } = query;
    return await this.directory.list(tenant, { prefix, cursor, limit: limitOf(query) });
  }

  @Get(':id')
  @Operation('groups.read')
  @ApiOperation({ summary: 'One group' })
  @ApiOkResponse({ type: GroupDto })
  async get(
    @Param() { id }: GroupParamsDto,
    @Query() query: AtRevisionQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Group | undefined> {
    const tenant = tenantOf(request);
    const found = await readAt(
      query,
      async () => await this.directory.get(tenant, id),
      async (revision) => await this.directory.getAt(tenant, id, revision),
    );
    return answerRead(request, reply, found);
  }

  @Put(':id')
  @Operation('groups.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) a group; its members stay' })
  @ApiOkResponse({ type: GroupDto })
  async put(
    @Param() { id }: GroupParamsDto,
    @Body() body: PutGroupDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Group> {
    return answerPut(reply, await this.writer.put(scope, id, body));
  }

  @Delete(':id')
  @Operation('groups.delete')
  @ApiOperation({ summary: 'Deletes a group nothing refers to, or retires it' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { id }: GroupParamsDto,
    @Query() { retire }: RetireQueryDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    const written =
      retire === 'true' ? await this.writer.retire(scope, id) : await this.writer.delete(scope, id);
    return answerGone(reply, written);
  }
}
