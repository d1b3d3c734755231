import { RemoteHints } from '@legate/bundles';
import { InvalidRequestError, RateExceededError, UnauthenticatedError } from '@legate/core';
import { TENANT_PATTERN } from '@legate/directory';
import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Audited } from '../audit/audited-operation.js';
import { TokenBuckets } from '../http/token-buckets.js';
import { REMOTE_NAME } from './remote-name.js';

/** Of all senders to one process: each costs a look into the database before it is known who sends. */
const RATE = { perSecond: 20, burst: 40 };

export class WebhookAnswerDto {
  @ApiProperty({ enum: ['accepted'] })
  status!: 'accepted';
}

/** Called by Git hosts when something was pushed. Known by its signature, not by a key. */
@ApiTags('policy')
@Controller('webhooks')
export class WebhooksController {
  private readonly buckets = new TokenBuckets();

  constructor(private readonly hints: RemoteHints) {}

  @Post(':tenant/:remote')
  @HttpCode(202)
  @Audited('webhooks.deliver')
  @ApiOperation({
    summary: 'Makes a remote of bundles be fetched from',
    description:
      'Signed as GitHub, GitLab, Gitea or Forgejo do, with the webhook secret of the remote. What the body says is not looked at.',
  })
  @ApiBody({ schema: { type: 'object' } })
  @ApiAcceptedResponse({ type: WebhookAnswerDto })
  async deliver(
    @Param('tenant') tenant: string,
    @Param('remote') remote: string,
    @Req() { headers, body }: FastifyRequest,
  ): Promise<WebhookAnswerDto> {
    const waitMs = this.buckets.take('', RATE, performance.now());
    if (waitMs > 0) {
      const retryAfterS = Math.ceil(waitMs / 1000);
      throw new RateExceededError('request.rate_limited', 'too many webhooks', { retryAfterS });
    }
    if (!TENANT_PATTERN.test(tenant) || !REMOTE_NAME.test(remote)) {
      throw new UnauthenticatedError('webhook.unauthenticated', 'the webhook is not signed');
    }
    const bytes = body ?? Buffer.of();
    if (!Buffer.isBuffer(bytes)) {
      throw new InvalidRequestError('request.content_type', 'send the event as application/json');
    }
    await this.hints.deliver(tenant, remote, { headers, body: bytes, now: Date.now() });
    return { status: 'accepted' };
  }
}
