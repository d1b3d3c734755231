import type { Caller } from '@legate/callers';
import { ResourceDirectory, ResourceWriter } from '@legate/directory';
import type { Page, Resource, ResourceRef } from '@legate/directory';
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
import { limitOf, readIdentity, readNamed } from '../shared/list.dto.js';
import { RetireQueryDto } from '../shared/retire.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import {
  ListResourcesQueryDto,
  PutResourceDto,
  ResourceDto,
  ResourcePageDto,
  ResourceRefDto,
} from './resource.dto.js';

@ApiTags('resources')
@ApiBearerAuth()
@Controller('admin/v1/resources')
@UsePipes(AdminValidationPipe)
export class ResourcesController {
  constructor(
    private readonly directory: ResourceDirectory,
    private readonly writer: ResourceWriter,
  ) {}

  @Get()
  @Operation('resources.read')
  @ApiOperation({ summary: 'Resources by type and id' })
  @ApiOkResponse({ type: ResourcePageDto })
  async list(
    @Query() query: ListResourcesQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<Resource>> {
    const { owner, type, status, parent, prefix, cursor } = query;
    return await this.directory.list(tenant, {
      ...{ type, status, prefix, cursor },
      limit: limitOf(query),
      owner: readIdentity(owner),
      parent: parent === undefined ? undefined : toResourceRef(parent),
    });
  }

  @Get(':type/:id')
  @Operation('resources.read')
  @ApiOperation({ summary: 'One resource' })
  @ApiOkResponse({ type: ResourceDto })
  async get(
    @Param() params: ResourceRefDto,
    @Query() query: AtRevisionQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Resource | undefined> {
    const tenant = tenantOf(request);
    const found = await readAt(
      query,
      async () => await this.directory.get(tenant, params),
      async (revision) => await this.directory.getAt(tenant, params, revision),
    );
    return answerRead(request, reply, found);
  }

  @Put(':type/:id')
  @Operation('resources.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) a resource' })
  @ApiOkResponse({ type: ResourceDto })
  async put(
    @Param() params: ResourceRefDto,
    @Body() body: PutResourceDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Resource> {
    return answerPut(reply, await this.writer.put(scope, params, body));
  }

  @Delete(':type/:id')
  @Operation('resources.delete')
  @ApiOperation({ summary: 'Deletes a resource nothing refers to, or retires it' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() params: ResourceRefDto,
    @Query() { retire }: RetireQueryDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    const written =
      retire === 'true'
        ? await this.writer.retire(scope, params)
        : await this.writer.delete(scope, params);
    return answerGone(reply, written);
  }
}

function toResourceRef(parent: string): ResourceRef {
  const { kind: type, id } = readNamed(parent);
  return { type, id };
}
