import { BundleDirectory, BundleIntake, BundleSwitch } from '@legate/bundles';
import type { Bundle, StoredBundle } from '@legate/bundles';
import type { Caller } from '@legate/callers';
import { InvalidRequestError } from '@legate/core';
import type { Page } from '@legate/directory';
import type { WriteScope } from '@legate/persistence';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  UsePipes,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BUNDLE_CONTENT_TYPES, BundleBody } from '../../http/bundle-body.js';
import { CurrentCaller, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { ListQueryDto, limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import {
  BundleDto,
  BundlePageDto,
  BundleParamsDto,
  FreezeDto,
  PushQueryDto,
  PutFreezeDto,
} from './bundle.dto.js';
import { hasEntityTag } from './entity-tags.js';

@ApiTags('policy')
@ApiBearerAuth()
@Controller('admin/v1/bundles')
@UsePipes(AdminValidationPipe)
export class BundlesController {
  constructor(
    private readonly directory: BundleDirectory,
    private readonly intake: BundleIntake,
    private readonly bundles: BundleSwitch,
  ) {}

  @Post()
  @HttpCode(201)
  @Operation('bundles.write')
  @ApiOperation({
    summary: 'Pushes a policy: checks, tests, compiles, stores and activates it',
    description:
      'An OPA bundle with Rego sources. 201 with the bundle; 200 when the same files are stored already; 202 when it is stored and its activation is `pending`: the gate demands a second caller; 422 with `errors`, a list of `{file, line, message, code}`, when a check fails.',
  })
  @ApiConsumes(...BUNDLE_CONTENT_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: BundleDto })
  async push(
    @Query() { activate = 'true' }: PushQueryDto,
    @CurrentScope() scope: WriteScope,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    if (!(body instanceof BundleBody)) {
      throw new InvalidRequestError('request.content_type', 'send the bundle as application/gzip');
    }
    const archive = await body.read(this.intake.maxBytes);
    const written = await this.intake.push(scope, { archive, activate: activate === 'true' });
    tellWritten(reply, written);
    void reply.status(statusOf(written.value, activate === 'true'));
    return written.value.bundle;
  }

  @Get()
  @Operation('bundles.read')
  @ApiOperation({ summary: 'Pushed policies, the newest first, some rejected ones among them' })
  @ApiOkResponse({ type: BundlePageDto })
  async list(
    @Query() query: ListQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<Bundle>> {
    return await this.directory.list(tenant, { cursor: query.cursor, limit: limitOf(query) });
  }

  @Get('active')
  @Operation('bundles.read')
  @ApiOperation({
    summary: 'The active policy as an OPA bundle, for OPA elsewhere',
    description: '304 when `If-None-Match` has its `ETag`.',
  })
  @ApiProduces('application/gzip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async active(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const tenant = tenantOf(request);
    const { id, digest } = await this.directory.active(tenant);
    void reply.header('etag', `"${digest}"`).header('cache-control', 'no-cache');
    if (hasEntityTag(request.headers['if-none-match'], digest)) {
      await reply.status(304).send();
      return;
    }
    const archive = await this.directory.archive(tenant, id);
    await reply.type('application/gzip').send(archive);
  }

  @Get('freeze')
  @Operation('bundles.read')
  @ApiOperation({ summary: 'Whether the active policy may be changed' })
  @ApiOkResponse({ type: FreezeDto })
  async getFreeze(@CurrentCaller() { tenant }: Caller): Promise<FreezeDto> {
    return await this.directory.freeze(tenant);
  }

  @Put('freeze')
  @Operation('bundles.freeze')
  @ApiOperation({
    summary: 'Freezes the active policy: no push, activation or rollback; or ends that',
  })
  @ApiOkResponse({ type: FreezeDto })
  async setFreeze(
    @Body() body: PutFreezeDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FreezeDto> {
    const written = await this.bundles.setFreeze(scope, body);
    tellWritten(reply, written);
    return { ...written.value, revision: written.revision };
  }

  @Post('rollback')
  @HttpCode(200)
  @Operation('bundles.write')
  @ApiOperation({ summary: 'Goes back to the policy that was active before' })
  @ApiOkResponse({ type: BundleDto })
  async rollback(
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const written = await this.bundles.rollback(scope);
    tellWritten(reply, written);
    return written.value;
  }

  @Get(':bundle')
  @Operation('bundles.read')
  @ApiOperation({ summary: 'One pushed policy' })
  @ApiOkResponse({ type: BundleDto })
  async get(
    @Param() { bundle }: BundleParamsDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Bundle> {
    return await this.directory.get(tenant, bundle);
  }

  @Post(':bundle/activate')
  @HttpCode(200)
  @Operation('bundles.write')
  @ApiOperation({
    summary: 'Makes a stored policy the active one, an older one too, where the gate lets it pass',
  })
  @ApiOkResponse({ type: BundleDto })
  async activate(
    @Param() { bundle }: BundleParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const written = await this.bundles.activate(scope, bundle);
    tellWritten(reply, written);
    return written.value;
  }
}

/** What is stored and waits for a second caller is neither created as asked, nor refused. */
function statusOf({ bundle, isNew }: StoredBundle, activate: boolean): number {
  if (activate && bundle.pending !== null) {
    return 202;
  }
  return isNew ? 201 : 200;
}
