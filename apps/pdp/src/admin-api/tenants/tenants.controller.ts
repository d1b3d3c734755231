import { TenantDirectory } from '@legate/directory';
import type { Page, Tenant } from '@legate/directory';
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
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { limitOf, ListQueryDto } from '../shared/list.dto.js';
import { RetireQueryDto } from '../shared/retire.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { PutTenantDto, TenantDto, TenantPageDto, TenantParamsDto } from './tenant.dto.js';

/** For the bootstrap key alone: other callers know of no tenant but their own. */
@ApiTags('tenants')
@ApiBearerAuth()
@Controller('admin/v1/tenants')
@UsePipes(AdminValidationPipe)
export class TenantsController {
  constructor(private readonly tenants: TenantDirectory) {}

  @Get()
  @Operation('tenants.read')
  @ApiOperation({ summary: 'Tenants by id (bootstrap key)' })
  @ApiOkResponse({ type: TenantPageDto })
  async list(@Query() query: ListQueryDto): Promise<Page<Tenant>> {
    return await this.tenants.list({ cursor: query.cursor, limit: limitOf(query) });
  }

  @Get(':tenant')
  @Operation('tenants.read')
  @ApiOperation({ summary: 'One tenant (bootstrap key)' })
  @ApiOkResponse({ type: TenantDto })
  async get(
    @Param() { tenant }: TenantParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Tenant | undefined> {
    return answerRead(request, reply, await this.tenants.get(tenant));
  }

  @Put(':tenant')
  @Operation('tenants.write')
  @ApiOperation({ summary: 'Creates (201) or renames (200) a tenant (bootstrap key)' })
  @ApiOkResponse({ type: TenantDto })
  async put(
    @Param() { tenant }: TenantParamsDto,
    @Body() { displayName }: PutTenantDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Tenant> {
    return answerPut(reply, await this.tenants.put(scope, tenant, displayName));
  }

  @Delete(':tenant')
  @Operation('tenants.delete')
  @ApiOperation({
    summary: 'Ends an empty tenant, or retires it with all it holds (bootstrap key)',
  })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { tenant }: TenantParamsDto,
    @Query() { retire }: RetireQueryDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.tenants.end(scope, tenant, { retire: retire === 'true' }));
  }
}
