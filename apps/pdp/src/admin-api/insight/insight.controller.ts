import type { Page } from '@legate/directory';
import { GrantDirectory } from '@legate/delegation';
import { Access, Findings, Impact, Reach } from '@legate/insight';
import type { Accessor, AtRevision, Finding, ImpactPage, ReachPage } from '@legate/insight';
import { Controller, Get, Param, Query, Req, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { setRevision } from '../../http/revision-header.js';
import { SystemPolicy } from '../../http/system-policy.js';
import { authorityOf, requireOwnGrant } from '../grants/grant-authority.js';
import { GrantParamsDto } from '../grants/grant.dto.js';
import { IdentityParamsDto } from '../identities/identity.dto.js';
import { ResourceRefDto } from '../resources/resource.dto.js';
import { limitOf, ListQueryDto } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import {
  AccessPageDto,
  FindingPageDto,
  ImpactPageDto,
  ReachPageDto,
} from './insight-answers.dto.js';
import { AccessQueryDto, daysOf, FindingsQueryDto, ReachQueryDto } from './insight.dto.js';

@ApiTags('insight')
@ApiBearerAuth()
@Controller('admin/v1')
@UsePipes(AdminValidationPipe)
export class InsightController {
  constructor(
    private readonly reaches: Reach,
    private readonly accesses: Access,
    private readonly impacts: Impact,
    private readonly allFindings: Findings,
    private readonly grants: GrantDirectory,
    private readonly policy: SystemPolicy,
  ) {}

  @Get('identities/:kind/:id/reach')
  @Operation('identities.read')
  @ApiOperation({ summary: 'What an identity can do, and through which chains' })
  @ApiOkResponse({ type: ReachPageDto })
  async reach(
    @Param() identity: IdentityParamsDto,
    @Query() query: ReachQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReachPage> {
    const { resource_type: resourceType, action, cursor } = query;
    const filter = { resourceType, action, cursor, limit: limitOf(query) };
    return answer(reply, await this.reaches.of(tenantOf(request), { identity, ...filter }));
  }

  @Get('resources/:type/:id/access')
  @Operation('resources.read')
  @ApiOperation({ summary: 'Who reaches a resource, and through which chain' })
  @ApiOkResponse({ type: AccessPageDto })
  async access(
    @Param() resource: ResourceRefDto,
    @Query() query: AccessQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Accessor>> {
    const { action, cursor } = query;
    const wanted = { resource, action, cursor, limit: limitOf(query) };
    return answer(reply, await this.accesses.to(tenantOf(request), wanted));
  }

  @Get('grants/:id/impact')
  @Operation('grants.read')
  @ApiOperation({ summary: 'What ends if a grant ends' })
  @ApiOkResponse({ type: ImpactPageDto })
  async impact(
    @Param() { id }: GrantParamsDto,
    @Query() query: ListQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImpactPage> {
    const caller = callerOf(request);
    const authority = authorityOf(caller, 'grants.read', this.policy);
    if (authority !== 'any') {
      requireOwnGrant(authority, await this.grants.get(caller.tenant, id));
    }
    const page = { cursor: query.cursor, limit: limitOf(query) };
    return answer(reply, await this.impacts.of(caller.tenant, id, page));
  }

  @Get('findings')
  @Operation('findings.read')
  @ApiOperation({ summary: 'Grants that are unused or too wide, and what nobody answers for' })
  @ApiOkResponse({ type: FindingPageDto })
  async findings(
    @Query() query: FindingsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Finding>> {
    const { kind, cursor } = query;
    const wanted = { kind, cursor, days: daysOf(query), limit: limitOf(query) };
    return answer(reply, await this.allFindings.list(tenantOf(request), wanted));
  }
}

function answer<T>(reply: FastifyReply, { value, revision }: AtRevision<T>): T {
  setRevision(reply, revision);
  return value;
}
