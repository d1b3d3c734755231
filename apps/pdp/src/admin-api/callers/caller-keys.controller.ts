import type { Caller } from '@legate/callers';
import { CallerKeys } from '@legate/callers';
import type { WriteScope } from '@legate/persistence';
import { Body, Controller, Delete, Get, Param, Post, Req, Res, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, callerOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, tellWritten } from '../shared/answers.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope, writeScope } from '../shared/write-scope.js';
import {
  CallerKeyListDto,
  CallerKeyParamsDto,
  CreateKeyDto,
  CreatedKeyDto,
} from './caller-key.dto.js';
import { CallerParamsDto } from './caller.dto.js';

@ApiTags('callers')
@ApiBearerAuth()
@Controller('admin/v1/callers/:id/keys')
@UsePipes(AdminValidationPipe)
export class CallerKeysController {
  constructor(private readonly keys: CallerKeys) {}

  @Post()
  @Operation('callers.write')
  @ApiOperation({
    summary: 'Makes a further key, shown once; with overlapSeconds the others run out',
  })
  @ApiCreatedResponse({ type: CreatedKeyDto })
  async create(
    @Param() { id }: CallerParamsDto,
    @Body() input: CreateKeyDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedKeyDto> {
    const written = await this.keys.create(callerOf(request), writeScope(request), {
      callerId: id,
      input,
    });
    tellWritten(reply, written);
    void reply.header('cache-control', 'no-store');
    return { ...written.value, revision: written.revision };
  }

  @Get()
  @Operation('callers.read')
  @ApiOperation({ summary: 'Keys of a caller that have not ended, newest first' })
  @ApiOkResponse({ type: CallerKeyListDto })
  async list(
    @Param() { id }: CallerParamsDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<CallerKeyListDto> {
    return { items: [...(await this.keys.list(tenant, id))] };
  }

  @Delete(':key')
  @Operation('callers.delete')
  @ApiOperation({ summary: 'Ends a key, for good' })
  @ApiOkResponse({ type: RevisionDto })
  async end(
    @Param() { id, key }: CallerKeyParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.keys.end(scope, id, key));
  }
}
