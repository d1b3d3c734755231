import { randomUUID } from 'node:crypto';
import type { Caller } from '@legate/callers';
import { DecideService } from '@legate/decision';
import { OperationalLog } from '@legate/platform';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { EvaluationRequestDto, EvaluationResponseDto } from './evaluation.dto.js';
import { toDecisionRequest, toEvaluationResponse } from './evaluation.mapper.js';
import { EVALUATION_BODY, EVALUATION_RESPONSE } from './evaluation.schema.js';

@ApiTags('decisions')
@ApiBearerAuth()
@Controller('access/v1')
export class EvaluationController {
  constructor(
    private readonly decisions: DecideService,
    private readonly log: OperationalLog,
  ) {}

  @Post('evaluation')
  @HttpCode(200)
  @Operation('decide')
  @RouteSchema({ body: EVALUATION_BODY, response: { 200: EVALUATION_RESPONSE } })
  @ApiOperation({ summary: 'May this subject, acted for by this agent, do this to that, now?' })
  @ApiHeader({
    name: 'Legate-Min-Revision',
    required: false,
    description: 'Least data revision to judge at; waits a bounded time, then denies.',
  })
  @ApiOkResponse({ type: EvaluationResponseDto })
  async evaluate(
    @Body() body: EvaluationRequestDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvaluationResponseDto> {
    const minRevision = readMinRevision(request);
    const answer = await this.decisions.decide({
      ...toDecisionRequest(body, caller),
      minRevision,
      deadline: request.deadline,
    });
    const evaluationId = randomUUID();
    if (answer.fault !== null) {
      const { reasons } = answer.decision;
      this.log.error({ event: 'decision.indeterminate', evaluationId, reasons, err: answer.fault });
    }
    void reply.header('cache-control', 'no-store');
    if (answer.revision !== null) {
      setRevision(reply, answer.revision);
    }
    return toEvaluationResponse(answer, evaluationId, caller.answers);
  }
}
