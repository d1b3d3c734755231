import type { Caller } from '@legate/callers';
import { ForbiddenError } from '@legate/core';
import { GrantDirectory, GrantWriter } from '@legate/delegation';
import type { Grant, GrantAuthority, GrantFilter } from '@legate/delegation';
import type { Page } from '@legate/directory';
import type { WriteScope } from '@legate/persistence';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UsePipes,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { SystemPolicy } from '../../http/system-policy.js';
import { answerRead, answerStored } from '../shared/answers.js';
import { AtRevisionQueryDto, readAt } from '../shared/at-revision.dto.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope, writeScope } from '../shared/write-scope.js';
import { authorityOf, isSameIdentity, requireOwnGrant } from './grant-authority.js';
import {
  CreateGrantDto,
  GrantDto,
  GrantPageDto,
  GrantParamsDto,
  ListGrantsQueryDto,
  RevokeGrantDto,
  toGrantFilter,
} from './grant.dto.js';

@ApiTags('grants')
@ApiBearerAuth()
@Controller('admin/v1/grants')
@UsePipes(AdminValidationPipe)
export class GrantsController {
  constructor(
    private readonly directory: GrantDirectory,
    private readonly writer: GrantWriter,
    private readonly policy: SystemPolicy,
  ) {}

  @Post()
  @Operation('grants.write')
  @ApiOperation({ summary: 'Creates a grant; below a parent it must narrow in every dimension' })
  @ApiCreatedResponse({ type: GrantDto })
  async create(
    @Body() input: CreateGrantDto,
    @CurrentCaller() caller: Caller,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Grant> {
    const authority = authorityOf(caller, 'grants.write', this.policy);
    return answerStored(reply, await this.writer.create(scope, input, authority));
  }

  @Get()
  @Operation('grants.read')
  @ApiOperation({ summary: 'Grants by id' })
  @ApiOkResponse({ type: GrantPageDto })
  async list(
    @Query() query: ListGrantsQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Grant>> {
    const filter = toGrantFilter(query);
    requireOwnParty(authorityOf(caller, 'grants.read', this.policy), filter);
    const page = { cursor: query.cursor, limit: limitOf(query) };
    return await this.directory.list(caller.tenant, { ...filter, ...page });
  }

  @Get(':id')
  @Operation('grants.read')
  @ApiOperation({ summary: 'One grant' })
  @ApiOkResponse({ type: GrantDto })
  async get(
    @Param() { id }: GrantParamsDto,
    @Query() query: AtRevisionQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Grant | undefined> {
    const caller = callerOf(request);
    const found = await readAt(
      query,
      async () => await this.directory.get(caller.tenant, id),
      async (revision) => await this.directory.getAt(caller.tenant, id, revision),
    );
    requireOwnGrant(authorityOf(caller, 'grants.read', this.policy), found);
    return answerRead(request, reply, found);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Operation('grants.revoke')
  @ApiOperation({ summary: 'Revokes a grant and all that stands on it' })
  @ApiOkResponse({ type: GrantDto })
  async revoke(
    @Param() { id }: GrantParamsDto,
    @Body() { reason }: RevokeGrantDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Grant> {
    const authority = authorityOf(callerOf(request), 'grants.revoke', this.policy);
    const scope = writeScope(request);
    return answerStored(reply, await this.writer.revoke(scope, { id, reason }, authority));
  }
}

function requireOwnParty(authority: GrantAuthority, filter: GrantFilter): void {
  const parties = [filter.grantor, filter.grantee, filter.subject];
  if (authority !== 'any' && !parties.some((party) => isSameIdentity(party, authority))) {
    throw new ForbiddenError(
      'grant.not_grantor',
      'ask for grants with the identity that you are as grantor, grantee or subject',
    );
  }
}
