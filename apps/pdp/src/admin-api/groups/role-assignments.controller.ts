import type { Caller } from '@legate/callers';
import { RoleAssignments } from '@legate/directory';
import type { HolderRef, Page, RoleAssignment } from '@legate/directory';
import type { WriteScope } from '@legate/persistence';
import { Controller, Delete, Get, Param, Put, Query, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut } from '../shared/answers.js';
import { limitOf, readNamed } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import {
  ListRoleAssignmentsQueryDto,
  RoleAssignmentDto,
  RoleAssignmentPageDto,
  RoleAssignmentParamsDto,
} from './group.dto.js';

@ApiTags('groups and roles')
@ApiBearerAuth()
@Controller('admin/v1/role-assignments')
@UsePipes(AdminValidationPipe)
export class RoleAssignmentsController {
  constructor(private readonly assignments: RoleAssignments) {}

  @Get()
  @Operation('role_assignments.read')
  @ApiOperation({ summary: 'Role assignments by role, kind and id of the holder' })
  @ApiOkResponse({ type: RoleAssignmentPageDto })
  async list(
    @Query() query: ListRoleAssignmentsQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<RoleAssignment>> {
    const { role, holder, cursor } = query;
    return await this.assignments.list(tenant, {
      role,
      holder: holder === undefined ? undefined : (readNamed(holder) as HolderRef),
      cursor,
      limit: limitOf(query),
    });
  }

  @Put(':role/:kind/:id')
  @Operation('role_assignments.write')
  @ApiOperation({ summary: 'Assigns a role to an identity, or to all members of a group' })
  @ApiOkResponse({ type: RoleAssignmentDto })
  async put(
    @Param() { role, kind, id }: RoleAssignmentParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleAssignment> {
    return answerPut(reply, await this.assignments.put(scope, role, { kind, id }));
  }

  @Delete(':role/:kind/:id')
  @Operation('role_assignments.delete')
  @ApiOperation({ summary: 'Takes a role away' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { role, kind, id }: RoleAssignmentParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.assignments.delete(scope, role, { kind, id }));
  }
}
