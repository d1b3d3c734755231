import type { Caller } from '@legate/callers';
import type { IdentityKind } from '@legate/core';
import { SubjectTypes } from '@legate/directory';
import type { KeyedEntry, Page } from '@legate/directory';
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
import { limitOf, ListQueryDto } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { requireFurther } from './further-type.js';
import {
  PutSubjectTypeDto,
  SubjectTypeDto,
  SubjectTypePageDto,
  SubjectTypeParamsDto,
} from './type.dto.js';

@ApiTags('types')
@ApiBearerAuth()
@Controller('admin/v1/subject-types')
@UsePipes(AdminValidationPipe)
export class SubjectTypesController {
  constructor(private readonly types: SubjectTypes) {}

  @Get()
  @Operation('subject_types.read')
  @ApiOperation({ summary: 'Further subject types by name' })
  @ApiOkResponse({ type: SubjectTypePageDto })
  async list(
    @Query() query: ListQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<SubjectTypeDto>> {
    const page = { cursor: query.cursor, limit: limitOf(query) };
    const { items, ...rest } = await this.types.list(tenant, page);
    return { items: items.map(toDto), ...rest };
  }

  @Get(':type')
  @Operation('subject_types.read')
  @ApiOperation({ summary: 'The kind that a subject type stands for' })
  @ApiOkResponse({ type: SubjectTypeDto })
  async get(
    @Param() { type }: SubjectTypeParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubjectTypeDto | undefined> {
    return answerRead(request, reply, toDto(await this.types.get(tenantOf(request), type)));
  }

  @Put(':type')
  @Operation('subject_types.write')
  @ApiOperation({ summary: 'Maps a subject type of requests to a kind of identity' })
  @ApiOkResponse({ type: SubjectTypeDto })
  async put(
    @Param() { type }: SubjectTypeParamsDto,
    @Body() { kind }: PutSubjectTypeDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubjectTypeDto> {
    requireFurther(type);
    const { value, ...written } = await this.types.put(scope, type, kind);
    return answerPut(reply, { ...written, value: { ...value, stored: toDto(value.stored) } });
  }

  @Delete(':type')
  @Operation('subject_types.delete')
  @ApiOperation({ summary: 'Ends the mapping of a subject type' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { type }: SubjectTypeParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.types.delete(scope, type));
  }
}

function toDto({ key: type, value: kind, revision }: KeyedEntry<IdentityKind>): SubjectTypeDto {
  return { type, kind, revision };
}
