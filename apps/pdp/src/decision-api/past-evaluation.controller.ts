import { randomUUID } from 'node:crypto';
import type { Caller } from '@legate/callers';
import { DecideAsOf } from '@legate/decision';
import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AdminValidationPipe } from '../admin-api/shared/validation.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { EvaluationRequestDto } from './evaluation.dto.js';
import { toDecisionRequest, toEvaluationResponse } from './evaluation.mapper.js';
import { EVALUATION_BODY } from './evaluation.schema.js';
import { PastEvaluationQueryDto, PastEvaluationResponseDto } from './past-evaluation.dto.js';

/** For auditors: what a question would have been answered with. */
@ApiTags('decisions')
@ApiBearerAuth()
@Controller('admin/v1/evaluation')
export class PastEvaluationController {
  constructor(private readonly decisions: DecideAsOf) {}

  @Post()
  @HttpCode(200)
  @Operation('evaluations.read')
  @RouteSchema({ body: EVALUATION_BODY })
  @ApiOperation({ summary: 'A decision as of a past revision, by the policy that was active then' })
  @ApiOkResponse({ type: PastEvaluationResponseDto })
  async evaluate(
    @Body() body: EvaluationRequestDto,
    @Query(AdminValidationPipe) query: PastEvaluationQueryDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PastEvaluationResponseDto> {
    const answer = await this.decisions.decide(toDecisionRequest(body, caller), {
      revision: Number(query.at_revision),
      now: query.at === undefined ? null : Date.parse(query.at),
    });
    const { revision, policyDigest } = answer;
    setRevision(reply, Number(query.at_revision));
    void reply.header('cache-control', 'no-store');
    const { decision, context } = toEvaluationResponse(answer, randomUUID(), caller.answers);
    return {
      decision,
      ...(context !== undefined && { context }),
      asOf: { revision: revision ?? 0, now: new Date(answer.now).toISOString(), policyDigest },
    };
  }
}
