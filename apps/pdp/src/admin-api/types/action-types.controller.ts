import type { Caller } from '@legate/callers';
import { ActionTypes } from '@legate/directory';
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
import {
  ActionTypeDto,
  ActionTypePageDto,
  ActionTypeParamsDto,
  PutActionTypeDto,
} from './type.dto.js';

@ApiTags('types')
@ApiBearerAuth()
@Controller('admin/v1/action-types')
@UsePipes(AdminValidationPipe)
export class ActionTypesController {
  constructor(private readonly types: ActionTypes) {}

  @Get()
  @Operation('action_types.read')
  @ApiOperation({ summary: 'Known actions of each resource type' })
  @ApiOkResponse({ type: ActionTypePageDto })
  async list(
    @Query() query: ListQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<ActionTypeDto>> {
    const page = { cursor: query.cursor, limit: limitOf(query) };
    const { items, ...rest } = await this.types.list(tenant, page);
    return { items: items.map(toDto), ...rest };
  }

  @Get(':resourceType')
  @Operation('action_types.read')
  @ApiOperation({ summary: 'The known actions of a resource type' })
  @ApiOkResponse({ type: ActionTypeDto })
  async get(
    @Param() { resourceType }: ActionTypeParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActionTypeDto | undefined> {
    return answerRead(request, reply, toDto(await this.types.get(tenantOf(request), resourceType)));
  }

  @Put(':resourceType')
  @Operation('action_types.write')
  @ApiOperation({ summary: 'Says which actions are known on resources of a type' })
  @ApiOkResponse({ type: ActionTypeDto })
  async put(
    @Param() { resourceType }: ActionTypeParamsDto,
    @Body() { actions }: PutActionTypeDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActionTypeDto> {
    const { value, ...written } = await this.types.put(scope, resourceType, actions);
    return answerPut(reply, { ...written, value: { ...value, stored: toDto(value.stored) } });
  }

  @Delete(':resourceType')
  @Operation('action_types.delete')
  @ApiOperation({ summary: 'Forgets the known actions of a resource type' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { resourceType }: ActionTypeParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.types.delete(scope, resourceType));
  }
}

function toDto({ key, value, revision }: KeyedEntry<readonly string[]>): ActionTypeDto {
  return { resourceType: key, actions: value, revision };
}
