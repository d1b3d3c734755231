import type { Caller, CallerRecord } from '@legate/callers';
import { CallerDirectory } from '@legate/callers';
import type { WriteScope } from '@legate/persistence';
import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Put,
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
import { CurrentCaller, callerOf, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { toAliases } from '../identities/identity.mapper.js';
import { answerGone, answerRead, answerStored, tellWritten } from '../shared/answers.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope, plainScope, writeScope } from '../shared/write-scope.js';
import {
  CallerDto,
  CallerListDto,
  CallerParamsDto,
  CreateCallerDto,
  CreatedCallerDto,
  PutCallerDto,
} from './caller.dto.js';

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
    @Body() { key: isKeyWanted = true, expiresAt, ...body }: CreateCallerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedCallerDto> {
    const { trust, credentials, ...rest } = body;
    const wanted = {
      ...rest,
      trust: trust ?? undefined,
      credentials: toAliases(credentials ?? [], '/credentials'),
    };
    const written = await this.callers.create(
      callerOf(request),
      plainScope(request),
      wanted,
      isKeyWanted ? { expiresAt: expiresAt ?? null } : null,
    );
    tellWritten(reply, written);
    void reply.header('cache-control', 'no-store');
    const { id, key } = written.value;
    return { id, ...(key !== null && { key }), revision: written.revision };
  }

  @Get()
  @Operation('callers.read')
  @ApiOperation({ summary: 'Callers that have not ended' })
  @ApiOkResponse({ type: CallerListDto })
  async list(@CurrentCaller() { tenant }: Caller): Promise<CallerListDto> {
    const callers = await this.callers.list(tenant);
    return { items: callers.map(toDto) };
  }

  @Get(':id')
  @Operation('callers.read')
  @ApiOperation({ summary: 'One caller' })
  @ApiOkResponse({ type: CallerDto })
  async get(
    @Param() { id }: CallerParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallerDto | undefined> {
    return answerRead(request, reply, toDto(await this.callers.get(tenantOf(request), id)));
  }

  @Put(':id')
  @Operation('callers.write')
  @ApiOperation({
    summary: 'Replaces name and roles of a caller; trust and credentials where given',
  })
  @ApiOkResponse({ type: CallerDto })
  async put(
    @Param() { id }: CallerParamsDto,
    @Body() { credentials, ...body }: PutCallerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallerDto> {
    const input = { ...body, credentials: credentials && toAliases(credentials, '/credentials') };
    const written = await this.callers.put(callerOf(request), writeScope(request), {
      id,
      input,
    });
    return answerStored(reply, { ...written, value: toDto(written.value) });
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

function toDto(caller: CallerRecord): CallerDto {
  const { id, name, roles, identity, answers, trust, credentials, revision } = caller;
  return {
    ...{ id, name, roles, answers, ...(identity !== null && { identity }) },
    trust: trust as CallerDto['trust'],
    credentials: credentials.map(({ issuer, subject }) =>
      issuer.startsWith('spiffe:') ? { spiffeId: subject } : { issuer, subject },
    ),
    revision,
  };
}
