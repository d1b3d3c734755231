import type { Caller } from '@legate/callers';
import { Memberships } from '@legate/directory';
import type { HolderRef, Membership, Page } from '@legate/directory';
import type { WriteScope } from '@legate/persistence';
import { Controller, Delete, Get, Param, Put, Query, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut } from '../shared/answers.js';
import { limitOf, ListQueryDto } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { GroupParamsDto, MemberParamsDto, MembershipDto, MembershipPageDto } from './group.dto.js';

@ApiTags('groups and roles')
@ApiBearerAuth()
@Controller('admin/v1/groups/:id/members')
@UsePipes(AdminValidationPipe)
export class MembersController {
  constructor(private readonly memberships: Memberships) {}

  @Get()
  @Operation('groups.read')
  @ApiOperation({
    summary: 'Members of a group by kind and id; those of groups inside are not listed',
  })
  @ApiOkResponse({ type: MembershipPageDto })
  async list(
    @Param() { id }: GroupParamsDto,
    @Query() query: ListQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<Membership>> {
    return await this.memberships.list(tenant, id, {
      cursor: query.cursor,
      limit: limitOf(query),
    });
  }

  @Put(':memberKind/:memberId')
  @Operation('groups.write')
  @ApiOperation({ summary: 'Makes an identity or a group a member' })
  @ApiOkResponse({ type: MembershipDto })
  async put(
    @Param() params: MemberParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Membership> {
    return answerPut(reply, await this.memberships.put(scope, params.id, toMember(params)));
  }

  @Delete(':memberKind/:memberId')
  @Operation('groups.write')
  @ApiOperation({ summary: 'Ends a membership' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() params: MemberParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.memberships.delete(scope, params.id, toMember(params)));
  }
}

function toMember({ memberKind: kind, memberId: id }: MemberParamsDto): HolderRef {
  return { kind, id };
}
