import { BundleRemotes, RemoteHints } from '@legate/bundles';
import type { BundleRemote, RemoteInput } from '@legate/bundles';
import type { Caller } from '@legate/callers';
import type { Page } from '@legate/directory';
import type { WriteScope } from '@legate/persistence';
import {
  Body,
  Controller,
  Delete,
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
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { ListQueryDto, limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import {
  BundleRemoteDto,
  BundleRemotePageDto,
  BundleRemoteParamsDto,
  FetchAnswerDto,
  PutBundleRemoteDto,
} from './bundle-remote.dto.js';

/** Where policy is fetched from: Git repositories and bundle servers. */
@ApiTags('policy')
@ApiBearerAuth()
@Controller('admin/v1/bundle-remotes')
@UsePipes(AdminValidationPipe)
export class BundleRemotesController {
  constructor(
    private readonly remotes: BundleRemotes,
    private readonly hints: RemoteHints,
  ) {}

  @Get()
  @Operation('bundle_remotes.read')
  @ApiOperation({ summary: 'Remotes by name, with how their last fetch went' })
  @ApiOkResponse({ type: BundleRemotePageDto })
  async list(
    @Query() query: ListQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Page<BundleRemote>> {
    return await this.remotes.list(tenant, { cursor: query.cursor, limit: limitOf(query) });
  }

  @Get(':name')
  @Operation('bundle_remotes.read')
  @ApiOperation({ summary: 'One remote; its `ETag` is of what was written, not of its state' })
  @ApiOkResponse({ type: BundleRemoteDto })
  async get(
    @Param() { name }: BundleRemoteParamsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BundleRemote | undefined> {
    return answerRead(request, reply, await this.remotes.get(tenantOf(request), name));
  }

  @Put(':name')
  @Operation('bundle_remotes.write')
  @ApiOperation({ summary: 'Creates (201) or replaces (200) a remote; it is fetched from at once' })
  @ApiOkResponse({ type: BundleRemoteDto })
  async put(
    @Param() { name }: BundleRemoteParamsDto,
    @Body() body: PutBundleRemoteDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BundleRemote> {
    return answerPut(reply, await this.remotes.put(scope, name, toInput(body)));
  }

  @Delete(':name')
  @Operation('bundle_remotes.delete')
  @ApiOperation({ summary: 'Ends fetching from a remote; what it has brought stays' })
  @ApiOkResponse({ type: RevisionDto })
  async delete(
    @Param() { name }: BundleRemoteParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevisionDto> {
    return answerGone(reply, await this.remotes.delete(scope, name));
  }

  @Post(':name/fetch')
  @HttpCode(202)
  @Operation('bundle_remotes.fetch')
  @ApiOperation({ summary: 'Fetches from a remote soon, also what was refused before' })
  @ApiAcceptedResponse({ type: FetchAnswerDto })
  async fetch(
    @Param() { name }: BundleRemoteParamsDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<FetchAnswerDto> {
    await this.hints.fetch(tenant, name);
    return { status: 'due' };
  }
}

function toInput(body: PutBundleRemoteDto): RemoteInput {
  const { kind, url, branch = 'main', folder = '', history = 'forward' } = body;
  const { intervalSeconds = 60, activate = true, credential, webhookSecret } = body;
  return {
    ...{ kind, url, branch, folder, history, intervalSeconds, activate, webhookSecret },
    credential: credential && {
      username: credential.username ?? null,
      secret: credential.secret,
    },
  };
}
