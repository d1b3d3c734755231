import type { Caller } from '@legate/callers';
import { ResourceDirectory, ResourceWriter } from '@legate/directory';
import type { Page, Resource } from '@legate/directory';
import { Body, Controller, Delete, Get, Param, Put, Query, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { AtRevisionQueryDto, readAt } from './at-revision.dto.js';
import { limitOf } from './list.dto.js';
import {
  ListResourcesQueryDto,
  PutResourceDto,
  ResourceDto,
  ResourcePageDto,
  ResourceRefDto,
} from './resource.dto.js';
import type { RevisionDto } from './revision.dto.js';
import { AdminValidationPipe } from './validation.js';
import { writeScope } from './write-scope.js';

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
    const { type, cursor } = query;
    return await this.directory.list(tenant, { type, cursor, limit: limitOf(query) });
  }

  @Get(':type/:id')
  @Operation('resources.read')
  @ApiOperation({ summary: 'One resource' })
  @ApiOkResponse({ type: ResourceDto })
  async get(
    @Param() ref: ResourceRefDto,
    @Query() query: AtRevisionQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Resource> {
    return await readAt(
      query,
      async () => await this.directory.get(tenant, ref),
      async (revision) => await this.directory.getAt(tenant, ref, revision),
    );
  }

  @Put(':type/:id')
  @Operation('resources.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) a resource' })
  @ApiOkResponse({ type: ResourceDto })
  async put(
    @Param() ref: ResourceRefDto,
    @Body() input: PutResourceDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Resource> {
    const { value, revision } = await this.writer.put(writeScope(caller), ref, input);
    setRevision(reply, revision);
    void reply.status(value.created ? 201 : 200);
    return value.stored;
  }

  @Delete(':type/:id')
  @Operation('resources.delete')
  @ApiOperation({ summary: 'Deletes a resource nothing refers to' })
  async delete(
    @Param() ref: ResourceRefDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    const { revision } = await this.writer.delete(writeScope(caller), ref);
    setRevision(reply, revision);
    return { revision };
  }
}
