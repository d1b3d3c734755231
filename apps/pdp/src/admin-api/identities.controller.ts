import type { Caller } from '@legate/callers';
import { IdentityDirectory, IdentityWriter } from '@legate/directory';
import type { Identity, Page } from '@legate/directory';
import { Body, Controller, Delete, Get, Param, Put, Query, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { AtRevisionQueryDto, readAt } from './at-revision.dto.js';
import {
  DeleteIdentityQueryDto,
  IdentityDto,
  IdentityPageDto,
  IdentityParamsDto,
  ListIdentitiesQueryDto,
  PutIdentityDto,
} from './identity.dto.js';
import { limitOf } from './list.dto.js';
import { parseCeiling } from './parse-ceiling.js';
import type { RevisionDto } from './revision.dto.js';
import { AdminValidationPipe } from './validation.js';
import { writeScope } from './write-scope.js';

@ApiTags('identities')
@ApiBearerAuth()
@Controller('admin/v1/identities')
@UsePipes(AdminValidationPipe)
export class IdentitiesController {
  constructor(
    private readonly directory: IdentityDirectory,
    private readonly writer: IdentityWriter,
  ) {}

  @Get()
  @Operation('identities.read')
  @ApiOperation({ summary: 'Identities by kind and id' })
  @ApiOkResponse({ type: IdentityPageDto })
  async list(
    @Query() query: ListIdentitiesQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<Identity>> {
    const { kind, cursor } = query;
    return await this.directory.list(tenant, { kind, cursor, limit: limitOf(query) });
  }

  @Get(':kind/:id')
  @Operation('identities.read')
  @ApiOperation({ summary: 'One identity' })
  @ApiOkResponse({ type: IdentityDto })
  async get(
    @Param() params: IdentityParamsDto,
    @Query() query: AtRevisionQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Identity> {
    return await readAt(
      query,
      async () => await this.directory.get(tenant, params),
      async (revision) => await this.directory.getAt(tenant, params, revision),
    );
  }

  @Put(':kind/:id')
  @Operation('identities.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) an identity' })
  @ApiOkResponse({ type: IdentityDto })
  async put(
    @Param() params: IdentityParamsDto,
    @Body() { ceiling, ...rest }: PutIdentityDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Identity> {
    const parsed = ceiling === undefined || ceiling === null ? ceiling : parseCeiling(ceiling);
    const input = { ...rest, ceiling: parsed };
    const { value, revision } = await this.writer.put(writeScope(caller), params, input);
    setRevision(reply, revision);
    void reply.status(value.created ? 201 : 200);
    return value.stored;
  }

  @Delete(':kind/:id')
  @Operation('identities.delete')
  @ApiOperation({ summary: 'Deletes an identity nothing refers to, or retires it' })
  async delete(
    @Param() params: IdentityParamsDto,
    @Query() { retire }: DeleteIdentityQueryDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    const scope = writeScope(caller);
    const { revision } =
      retire === 'true'
        ? await this.writer.retire(scope, params)
        : await this.writer.delete(scope, params);
    setRevision(reply, revision);
    return { revision };
  }
}
