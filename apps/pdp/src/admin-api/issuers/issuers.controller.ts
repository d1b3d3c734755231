import { IssuerDirectory } from '@legate/callers';
import type { Caller, Issuer, IssuerInput } from '@legate/callers';
import { InvalidRequestError } from '@legate/core';
import type { Page } from '@legate/directory';
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
import { CurrentCaller, callerOf, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope, writeScope } from '../shared/write-scope.js';
import {
  IssuerDto,
  IssuerPageDto,
  IssuerParamsDto,
  ListIssuersQueryDto,
  PutIssuerDto,
} from './issuer.dto.js';

/** Whose tokens are believed: of callers, and of subjects and actors that callers forward. */
@ApiTags('callers')
@ApiBearerAuth()
@Controller('admin/v1/issuers')
@UsePipes(AdminValidationPipe)
export class IssuersController {
  constructor(private readonly issuers: IssuerDirectory) {}

  @Get()
  @Operation('issuers.read')
  @ApiOperation({ summary: 'Issuers of tokens by id' })
  @ApiOkResponse({ type: IssuerPageDto })
  async list(
    @Query() query: ListIssuersQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<Issuer>> {
    return await this.issuers.list(tenant, { cursor: query.cursor, limit: limitOf(query) });
  }

  @Get(':id')
  @Operation('issuers.read')
  @ApiOperation({ summary: 'One issuer of tokens' })
  @ApiOkResponse({ type: IssuerDto })
  async get(
    @Param() { id }: IssuerParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Issuer | undefined> {
    return answerRead(request, reply, await this.issuers.get(tenantOf(request), id));
  }

  @Put(':id')
  @Operation('issuers.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) an issuer of tokens' })
  @ApiOkResponse({ type: IssuerDto })
  async put(
    @Param() { id }: IssuerParamsDto,
    @Body() body: PutIssuerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Issuer> {
    requireOneKeySource(body);
    return answerPut(
      reply,
      await this.issuers.put(callerOf(request), writeScope(request), {
        id,
        input: toInput(body),
      }),
    );
  }

  @Delete(':id')
  @Operation('issuers.delete')
  @ApiOperation({ summary: 'Ends the belief in an issuer of tokens' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { id }: IssuerParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.issuers.delete(scope, id));
  }
}

/** Without what makes it an object of a class. */
function toInput(body: PutIssuerDto): IssuerInput {
  return Object.fromEntries(Object.entries(body)) as unknown as IssuerInput;
}

/** @throws InvalidRequestError */
function requireOneKeySource({ jwksUri, jwks }: PutIssuerDto): void {
  if ((jwksUri === undefined) === (jwks === undefined)) {
    const message = 'needs either jwksUri or jwks';
    throw new InvalidRequestError('request.invalid', `/jwksUri: ${message}`, {
      details: { problems: [{ pointer: '/jwksUri', message }] },
    });
  }
}
