import type { Readable } from 'node:stream';
import { ForbiddenError, InvalidRequestError } from '@legate/core';
import { GIT_SERVICES, GitFetches, GitPushes } from '@legate/git';
import type { Fetch, GitService } from '@legate/git';
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import {
  ApiBasicAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { plainScope } from '../admin-api/shared/write-scope.js';
import { callerOf } from '../http/current-caller.js';
import { GitBody } from '../http/git-body.js';
import { Operation } from '../http/operation.js';
import type { OperationName } from '../http/operation.js';
import { SystemPolicy } from '../http/system-policy.js';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;
const OPERATIONS: Readonly<Record<GitService, OperationName>> = {
  'git-upload-pack': 'repositories.read',
  'git-receive-pack': 'repositories.write',
};

/** Git's smart HTTP (https://git-scm.com/docs/http-protocol). Which repository it is, the caller's tenant says. */
@ApiTags('policy')
@ApiBasicAuth()
@ApiParam({ name: 'tenant', description: 'The tenant, `default` too' })
@Controller('git/:tenant/policies.git')
export class GitController {
  constructor(
    private readonly fetches: GitFetches,
    private readonly pushes: GitPushes,
    private readonly policy: SystemPolicy,
  ) {}

  @Get('info/refs')
  @Operation('repositories.read')
  @ApiOperation({
    summary: 'How a fetch or push of git begins: what the repository holds',
    description: 'For `git`, with any user name and the key as password.',
  })
  @ApiQuery({ name: 'service', enum: GIT_SERVICES })
  @ApiProduces(...GIT_SERVICES.map((service) => `application/x-${service}-advertisement`))
  @ApiOkResponse(BINARY)
  async refs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const service = readService(request);
    const caller = callerOf(request);
    const operation = OPERATIONS[service];
    if (!this.policy.allows(caller, operation)) {
      throw new ForbiddenError('caller.forbidden', `your roles do not allow ${operation}`);
    }
    const advertised = await this.fetches.advertise(fetchOf(request), service);
    await send(reply, `application/x-${service}-advertisement`, advertised);
  }

  @Post('git-upload-pack')
  @Operation('repositories.read')
  @ApiOperation({ summary: '`git fetch` and `git clone`' })
  @ApiConsumes('application/x-git-upload-pack-request')
  @ApiBody(BINARY)
  @ApiProduces('application/x-git-upload-pack-result')
  @ApiOkResponse(BINARY)
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = readBody(request, 'git-upload-pack');
    const answer = await this.fetches.upload(fetchOf(request), body);
    await send(reply, 'application/x-git-upload-pack-result', answer);
  }

  @Post('git-receive-pack')
  @Operation('repositories.write')
  @ApiOperation({
    summary: '`git push`: what main is at is checked, stored and activated, or the push is refused',
    description: 'What was found wrong is told on the terminal of git, as `file:line: why [code]`.',
  })
  @ApiConsumes('application/x-git-receive-pack-request')
  @ApiBody(BINARY)
  @ApiProduces('application/x-git-receive-pack-result')
  @ApiOkResponse(BINARY)
  async receive(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = readBody(request, 'git-receive-pack');
    const answer = await this.pushes.receive(plainScope(request), body);
    await send(reply, 'application/x-git-receive-pack-result', answer);
  }
}

async function send(reply: FastifyReply, type: string, answer: Readable | Buffer): Promise<void> {
  await reply.status(200).type(type).header('cache-control', 'no-store').send(answer);
}

/** https://git-scm.com/docs/protocol-v2#_http_transport */
function fetchOf(request: FastifyRequest): Fetch {
  const { 'git-protocol': versions = '' } = request.headers;
  const isVersion2 = typeof versions === 'string' && versions.split(':').includes('version=2');
  return { tenant: callerOf(request).tenant, isVersion2 };
}

function readService({ query }: FastifyRequest): GitService {
  const { service } = query as Readonly<Record<string, unknown>>;
  const known = GIT_SERVICES.find((name) => name === service);
  if (known === undefined) {
    throw new InvalidRequestError('git.service_unknown', 'only smart HTTP of git is served here');
  }
  return known;
}

function readBody({ body, headers }: FastifyRequest, service: GitService): GitBody {
  const type = `application/x-${service}-request`;
  if (!(body instanceof GitBody) || headers['content-type'] !== type) {
    throw new InvalidRequestError('request.content_type', `send the body as ${type}`);
  }
  return body;
}
