import { NotFoundError } from '@legate/core';
import type { Json } from '@legate/core';
import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { DataDocuments } from './data-documents.js';
import type { DataDocument } from './data-documents.js';
import { DataRequestDto, DataResponseDto } from './data.dto.js';
import { readInput } from './read-input.js';

const DECISION = 'legate/decision';
const ALLOW = 'legate/decision/allow';
const PACKAGES = 'policy/*';

/** OPA's Data API, for what this service decides with (docs/opa-api.md). */
@ApiTags('OPA')
@ApiBearerAuth()
@Controller()
export class DataController {
  constructor(private readonly documents: DataDocuments) {}

  @Get([`v1/data/${DECISION}`, `v1/data/${ALLOW}`])
  @Operation('decide')
  @ApiOperation({ summary: 'A decision, in the form of OPA; `?input=` is an evaluation request' })
  @ApiOkResponse({ type: DataResponseDto })
  async getDecision(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataResponseDto> {
    const document = await this.documents.decision(request, readInput(request));
    return toResponse(reply, document);
  }

  @Post([`v1/data/${DECISION}`, `v1/data/${ALLOW}`])
  @HttpCode(200)
  @Operation('decide')
  @ApiOperation({ summary: 'A decision, in the form of OPA; `input` is an evaluation request' })
  @ApiBody({ type: DataRequestDto })
  @ApiOkResponse({ type: DataResponseDto })
  async postDecision(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataResponseDto> {
    return await this.getDecision(request, reply);
  }

  @Get(`v1/data/${PACKAGES}`)
  @Operation('packages.evaluate')
  @ApiOperation({ summary: 'What one policy package says of `?input=`, no facts joined' })
  @ApiOkResponse({ type: DataResponseDto })
  async getPackage(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataResponseDto> {
    return toResponse(reply, await this.documents.package(request, readInput(request)));
  }

  @Post(`v1/data/${PACKAGES}`)
  @HttpCode(200)
  @Operation('packages.evaluate')
  @ApiOperation({ summary: 'What one policy package says of `input`, no facts joined' })
  @ApiBody({ type: DataRequestDto })
  @ApiOkResponse({ type: DataResponseDto })
  async postPackage(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataResponseDto> {
    return await this.getPackage(request, reply);
  }

  /** OPA-5: what is no entrypoint is undefined. */
  @Get(['v1/data', 'v1/data/*'])
  @Operation('decide')
  @ApiOperation({ summary: 'Any other document is undefined' })
  @ApiOkResponse({ type: DataResponseDto })
  getUndefined(@Req() request: FastifyRequest): DataResponseDto {
    readInput(request);
    return {};
  }

  @Post(['v1/data', 'v1/data/*'])
  @HttpCode(200)
  @Operation('decide')
  @ApiOperation({ summary: 'Any other document is undefined' })
  @ApiBody({ type: DataRequestDto })
  @ApiOkResponse({ type: DataResponseDto })
  postUndefined(@Req() request: FastifyRequest): DataResponseDto {
    return this.getUndefined(request);
  }
}

/** The webhook form (OPA-2): the body is the input, the answer the bare result, 404 when that is undefined. */
@ApiTags('OPA')
@ApiBearerAuth()
@Controller('v0/data')
export class WebhookDataController {
  constructor(private readonly documents: DataDocuments) {}

  @Post([DECISION, ALLOW])
  @HttpCode(200)
  @Operation('decide')
  @ApiOperation({ summary: 'A decision, in the webhook form of OPA' })
  async decision(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Json> {
    const document = await this.documents.decision(request, request.body as Json | undefined);
    return bare(toResponse(reply, document));
  }

  @Post(PACKAGES)
  @HttpCode(200)
  @Operation('packages.evaluate')
  @ApiOperation({ summary: 'What one policy package says, in the webhook form of OPA' })
  async package(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Json> {
    const document = await this.documents.package(request, request.body as Json | undefined);
    return bare(toResponse(reply, document));
  }

  @Post(['', '*'])
  @Operation('decide')
  @ApiOperation({ summary: 'Any other document is undefined: 404' })
  undefined(): Json {
    return bare({});
  }
}

function toResponse(
  reply: FastifyReply,
  { result, revision, decisionId }: DataDocument,
): DataResponseDto {
  void reply.header('cache-control', 'no-store');
  if (revision !== null) {
    setRevision(reply, revision);
  }
  return {
    ...(result !== undefined && { result }),
    ...(decisionId !== null && { decision_id: decisionId }),
  };
}

function bare({ result }: DataResponseDto): Json {
  if (result === undefined) {
    throw new NotFoundError('data.undefined', 'the document is undefined');
  }
  return result;
}
