import type { Caller } from '@legate/callers';
import type { Attributes } from '@legate/core';
import { RouteTables } from '@legate/directory';
import type { KeyedEntry, Page, RouteTable } from '@legate/directory';
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
import { compileTable } from '../../forward-auth/route-table.js';
import { CurrentCaller, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { limitOf, ListQueryDto } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import {
  RouteTableDto,
  RouteTablePageDto,
  RouteTableParamsDto,
  PutRouteTableDto,
} from './route-table.dto.js';

@ApiTags('proxies')
@ApiBearerAuth()
@Controller('admin/v1/route-tables')
@UsePipes(AdminValidationPipe)
export class RouteTablesController {
  constructor(private readonly tables: RouteTables) {}

  @Get()
  @Operation('route_tables.read')
  @ApiOperation({ summary: 'Route tables of forward authorization' })
  @ApiOkResponse({ type: RouteTablePageDto })
  async list(
    @Query() query: ListQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<RouteTableDto>> {
    const page = { cursor: query.cursor, limit: limitOf(query) };
    const { items, ...rest } = await this.tables.list(tenant, page);
    return { items: items.map(toDto), ...rest };
  }

  @Get(':name')
  @Operation('route_tables.read')
  @ApiOperation({ summary: 'A route table' })
  @ApiOkResponse({ type: RouteTableDto })
  async get(
    @Param() { name }: RouteTableParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteTableDto | undefined> {
    return answerRead(request, reply, toDto(await this.tables.get(tenantOf(request), name)));
  }

  @Put(':name')
  @Operation('route_tables.write')
  @ApiOperation({ summary: 'Says which requests are which action on which resource' })
  @ApiOkResponse({ type: RouteTableDto })
  async put(
    @Param() { name }: RouteTableParamsDto,
    @Body() body: PutRouteTableDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteTableDto> {
    const { value, ...written } = await this.tables.put(scope, name, toTable(body));
    return answerPut(reply, { ...written, value: { ...value, stored: toDto(value.stored) } });
  }

  @Delete(':name')
  @Operation('route_tables.delete')
  @ApiOperation({ summary: 'Deletes a route table; whoever asks by it is denied' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { name }: RouteTableParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.tables.delete(scope, name));
  }
}

function toDto({ key, value, revision }: KeyedEntry<RouteTable>): RouteTableDto {
  return Object.assign({ name: key }, value as PutRouteTableDto, { revision });
}

/** As plain JSON, and only when its templates parse. */
function toTable(body: PutRouteTableDto): RouteTable & Attributes {
  const table = JSON.parse(JSON.stringify(body)) as RouteTable & Attributes;
  compileTable(table);
  return table;
}
