import type { Caller } from '@legate/callers';
import { CallerDirectory } from '@legate/callers';
import type { WriteScope } from '@legate/persistence';
import { Body, Controller, Delete, Get, Param, Post, Res, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, tellWritten } from '../shared/answers.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import type { CallerDto } from './caller.dto.js';
import { CallerListDto, CallerParamsDto, CreateCallerDto, CreatedCallerDto } from './caller.dto.js';

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
    @Body() wanted: CreateCallerDto,
    @CurrentCaller() creator: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedCallerDto> {
    const written = await this.callers.create(creator, wanted);
    tellWritten(reply, written);
    void reply.header('cache-control', 'no-store');
    return { ...written.value, revision: written.revision };
  }

  @Get()
  @Operation('callers.read')
  @ApiOperation({ summary: 'Callers that have not ended' })
  @ApiOkResponse({ type: CallerListDto })
  async list(@CurrentCaller() { tenant }: Caller): Promise<CallerListDto> {
    const callers = await this.callers.list(tenant);
    return { items: callers.map(toDto) };
  }

  @Delete(':id')
  @Operation('callers.delete')
  @ApiOperation({ summary: 'Ends a caller and its keys, for good' })
  @ApiOkResponse({ type: RevisionDto })
  async end(
    @Param() { id }: CallerParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.callers.end(scope, id));
  }
}

function toDto({ id, name, roles, identity, answers }: Caller): CallerDto {
  return { id, name, roles, answers, ...(identity !== null && { identity }) };
}
