import type { Caller } from '@legate/callers';
import { IdentityDirectory, IdentityWriter } from '@legate/directory';
import type { Identity, Page } from '@legate/directory';
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
import { limitOf, readIdentity } from '../shared/list.dto.js';
import { RetireQueryDto } from '../shared/retire.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import {
  IdentityDto,
  IdentityPageDto,
  IdentityParamsDto,
  ListIdentitiesQueryDto,
  PutIdentityDto,
} from './identity.dto.js';
import { toIdentityInput } from './identity.mapper.js';

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
    const { owner, kind, status, parent, prefix, cursor } = query;
    return await this.directory.list(tenant, {
      ...{ kind, status, parent, prefix, cursor },
      limit: limitOf(query),
      owner: readIdentity(owner),
    });
  }

  @Get(':kind/:id')
  @Operation('identities.read')
  @ApiOperation({ summary: 'One identity' })
  @ApiOkResponse({ type: IdentityDto })
  async get(
    @Param() params: IdentityParamsDto,
    @Query() query: AtRevisionQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Identity | undefined> {
    const tenant = tenantOf(request);
    const found = await readAt(
      query,
      async () => await this.directory.get(tenant, params),
      async (revision) => await this.directory.getAt(tenant, params, revision),
    );
    return answerRead(request, reply, found);
  }

  @Put(':kind/:id')
  @Operation('identities.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) an identity' })
  @ApiOkResponse({ type: IdentityDto })
  async put(
    @Param() params: IdentityParamsDto,
    @Body() body: PutIdentityDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Identity> {
    return answerPut(reply, await this.writer.put(scope, params, toIdentityInput(params, body)));
  }

  @Delete(':kind/:id')
  @Operation('identities.delete')
  @ApiOperation({ summary: 'Deletes an identity nothing refers to, or retires it' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() params: IdentityParamsDto,
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
