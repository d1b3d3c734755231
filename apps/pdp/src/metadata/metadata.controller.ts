import { NotFoundError } from '@legate/core';
import { TENANT_PATTERN } from '@legate/directory';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MetadataSettings } from './metadata-settings.js';
import { JwksDto, MetadataDto } from './metadata.dto.js';
import { describeTenant, JWKS_PATH } from './metadata.js';

const CACHEABLE = 'public, max-age=3600';

/**
 * Where the service's endpoints are (AuthZEN section 9), for anybody. Every name that a tenant could have is answered
 * alike, so that nobody learns which there are.
 */
@ApiTags('metadata')
@Controller('.well-known')
export class MetadataController {
  constructor(private readonly settings: MetadataSettings) {}

  @Get('authzen-configuration')
  @ApiOperation({ summary: 'AuthZEN metadata' })
  @ApiOkResponse({ type: MetadataDto })
  async describe(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MetadataDto> {
    return await this.answer(request, reply, null);
  }

  @Get('authzen-configuration/t/:tenant')
  @ApiOperation({ summary: 'AuthZEN metadata of a tenant' })
  @ApiParam({ name: 'tenant', type: String })
  @ApiOkResponse({ type: MetadataDto })
  async describeTenant(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MetadataDto> {
    if (!TENANT_PATTERN.test(tenant)) {
      throw new NotFoundError('tenant.not_found', 'no tenant can have that name');
    }
    return await this.answer(request, reply, tenant);
  }

  @Get('jwks.json')
  @ApiOperation({ summary: 'Keys that metadata is signed with' })
  @ApiOkResponse({ type: JwksDto })
  readKeys(@Res({ passthrough: true }) reply: FastifyReply): JwksDto {
    void reply.header('cache-control', CACHEABLE);
    return this.settings.signer?.jwks ?? { keys: [] };
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    tenant: string | null,
  ): Promise<MetadataDto> {
    const { publicUrl, signer } = this.settings;
    const base = publicUrl ?? addressOf(request);
    const plain = describeTenant(base, tenant);
    void reply.header('cache-control', CACHEABLE);
    if (signer === null) {
      return plain;
    }
    const metadata = { ...plain, jwks_uri: base + JWKS_PATH };
    return { ...metadata, signed_metadata: await signer.sign(metadata) };
  }
}

/** The address that was connected to. Never the Host header: whoever asks may write anything there (AZ-63). */
function addressOf({ socket }: FastifyRequest): string {
  const { localAddress = '', localPort = 0 } = socket;
  const address = localAddress.replace(/^::ffff:/, '');
  return `http://${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
