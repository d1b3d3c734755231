import type { Caller } from '@legate/callers';
import { ForbiddenError, InvalidRequestError } from '@legate/core';
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
import { SystemPolicy } from '../../http/system-policy.js';
import { toDecisionFilter } from '../decisions/decision-filter.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { ReplayIntake } from './replay-intake.js';
import { ReplayLog } from './replay-log.js';
import type { ReplayOrder } from './replay-runs.js';
import { ReplayDto, ReplayQueryDto } from './replay.dto.js';

/** Decides again what was decided. */
@ApiTags('decision log')
@ApiBearerAuth()
@Controller('admin/v1/decisions/replay')
@UsePipes(AdminValidationPipe)
export class ReplaysController {
  constructor(
    private readonly sent: ReplayIntake,
    private readonly stored: ReplayLog,
    private readonly policy: SystemPolicy,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation('decisions.replay')
  @ApiOperation({
    summary: 'Whether decisions come out the same, or what another policy would have decided',
    description:
      'Without a body, of the entries that the filters are about, the newest first, which takes `decisions.read` too. Else one JSON object a line: an entry of the decision log; or, with a candidate, an AuthZEN evaluation request with the `decision` that is expected (and `revision` and `now`, where they are known).',
  })
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ required: false, schema: { type: 'object', additionalProperties: true } })
  @ApiOkResponse({ type: ReplayDto })
  async replay(@Query() query: ReplayQueryDto, @Req() request: FastifyRequest): Promise<ReplayDto> {
    const { body } = request;
    const caller = callerOf(request);
    const order = toOrder(query, caller);
    if (body instanceof NdjsonBody) {
      requireNoFilter(query);
      return await this.sent.take(order, { request, caller, body });
    }
    if (body !== undefined && body !== null) {
      const message = 'send the body as application/x-ndjson, or none';
      throw new InvalidRequestError('request.content_type', message);
    }
    this.requireReader(caller);
    return await this.stored.take(order, {
      filter: toDecisionFilter(query),
      limit: query.limit === undefined ? undefined : Number(query.limit),
      cursor: query.cursor,
      isAbandoned: () => request.raw.socket.destroyed,
    });
  }

  /** What comes of a replay tells what is in the log. */
  private requireReader(caller: Caller): void {
    if (!this.policy.allows(caller, 'decisions.read')) {
      throw new ForbiddenError('caller.forbidden', 'your roles do not allow decisions.read');
    }
  }
}

function toOrder(
  { candidate, as_of: basis = 'recorded', against: baseline = 'recorded' }: ReplayQueryDto,
  { tenant }: Caller,
): ReplayOrder {
  return { tenant, candidate: candidate ?? null, basis, baseline };
}

const OPTIONS: ReadonlySet<string> = new Set(['candidate', 'as_of', 'against']);

/** They are about the log; what is sent is taken whole. */
function requireNoFilter(query: ReplayQueryDto): void {
  const given = Object.entries(query).find(
    ([name, value]) => value !== undefined && !OPTIONS.has(name),
  );
  if (given !== undefined) {
    throw new InvalidRequestError('request.invalid', `${given[0]} is for entries of the log`);
  }
}
