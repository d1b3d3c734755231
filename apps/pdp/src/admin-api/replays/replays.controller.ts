import { InvalidRequestError } from '@legate/core';
import { Controller, HttpCode, Post, Query, Req, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { NdjsonBody } from '../../http/ndjson-body.js';
import { Operation } from '../../http/operation.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { ReplayIntake } from './replay-intake.js';
import { ReplayDto, ReplayQueryDto } from './replay.dto.js';

/** Decides again what was decided. */
@ApiTags('decision log')
@ApiBearerAuth()
@Controller('admin/v1/decisions/replay')
@UsePipes(AdminValidationPipe)
export class ReplaysController {
  constructor(private readonly sent: ReplayIntake) {}

  @Post()
  @HttpCode(200)
  @Operation('decisions.replay')
  @ApiOperation({
    summary: 'Whether decisions come out the same, or what another policy would have decided',
    description:
      'One JSON object a line: an entry of the decision log; or, with a candidate, an AuthZEN evaluation request with the `decision` that is expected (and `revision` and `now`, where they are known).',
  })
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiOkResponse({ type: ReplayDto })
  async replay(
    @Query()
    { candidate, as_of: basis = 'recorded', against: baseline = 'recorded' }: ReplayQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<ReplayDto> {
    const { body } = request;
    if (!(body instanceof NdjsonBody)) {
      throw new InvalidRequestError(
        'request.content_type',
        'send the body as application/x-ndjson',
      );
    }
    const caller = callerOf(request);
    const order = { tenant: caller.tenant, candidate: candidate ?? null, basis, baseline };
    return await this.sent.take(order, { request, caller, body });
  }
}
