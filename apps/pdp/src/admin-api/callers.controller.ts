import type { Caller } from '@legate/callers';
import { CallerDirectory } from '@legate/callers';
import { Body, Controller, Delete, Get, Param, Post, Res, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { CallerListDto, CallerParamsDto, CreateCallerDto, CreatedCallerDto } from './caller.dto.js';
import { RevisionDto } from './revision.dto.js';
import { AdminValidationPipe } from './validation.js';
import { writeScope } from './write-scope.js';

@ApiTags('callers')
@ApiBearerAuth()
@Controller('admin/v1/callers')
@UsePipes(AdminValidationPipe)
export class CallersController {
  constructor(private readonly callers: CallerDirectory) {}

  @Post()
  @Operation('callers.write')
  @ApiOperation({ summary: 'Creates a caller; its key is shown once' })
  @ApiCreatedResponse({ type: CreatedCallerDto })
  async create(
    @Body() { name, roles }: CreateCallerDto,
    @CurrentCaller() creator: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedCallerDto> {
    const { value, revision } = await this.callers.create(creator, { name, roles });
    setRevision(reply, revision);
    void reply.header('cache-control', 'no-store');
    return { ...value, revision };
  }

  @Get()
  @Operation('callers.read')
  @ApiOperation({ summary: 'Callers that have not ended' })
  @ApiOkResponse({ type: CallerListDto })
  async list(@CurrentCaller() { tenant }: Caller): Promise<CallerListDto> {
    const callers = await this.callers.list(tenant);
    return { items: callers.map(({ id, name, roles }) => ({ id, name, roles })) };
  }

  @Delete(':id')
  @Operation('callers.delete')
  @ApiOperation({ summary: 'Ends a caller and its keys, for good' })
  @ApiOkResponse({ type: RevisionDto })
  async end(
    @Param() { id }: CallerParamsDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    const { revision } = await this.callers.end(writeScope(caller), id);
    setRevision(reply, revision);
    return { revision };
  }
}
