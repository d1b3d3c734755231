import { randomUUID } from 'node:crypto';
import { InvalidRequestError } from '@legate/core';
import { ExplainService } from '@legate/decision';
import type { AsOf } from '@legate/delegation';
import { Body, Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminValidationPipe } from '../admin-api/shared/validation.js';
import { callerOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { EvaluationRequestDto } from './evaluation.dto.js';
import { toDecisionRequest } from './evaluation.mapper.js';
import { EVALUATION_BODY } from './evaluation.schema.js';
import { ExplainQueryDto, ExplanationDto } from './explanation.dto.js';
import { toExplanationDto } from './explanation.mapper.js';

/** For admins and auditors: how an answer comes about. */
@ApiTags('decisions')
@ApiBearerAuth()
@Controller('admin/v1/explain')
export class ExplainController {
  constructor(private readonly explanations: ExplainService) {}

  @Post()
  @HttpCode(200)
  @Operation('explanations.read')
  @RouteSchema({ body: EVALUATION_BODY })
  @ApiOperation({
    summary: 'How a decision comes about, stop by stop, and what change of grants would turn it',
  })
  @ApiOkResponse({ type: ExplanationDto })
  async explain(
    @Body() body: EvaluationRequestDto,
    @Query(AdminValidationPipe) query: ExplainQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExplanationDto> {
    const caller = callerOf(request);
    const minRevision = readMinRevision(request);
    const question = { ...toDecisionRequest(body, caller), minRevision };
    const explanation = await this.explanations.explain(question, readAsOf(query));
    const { revision } = explanation.answer;
    if (revision !== null) {
      setRevision(reply, revision);
    }
    void reply.header('cache-control', 'no-store');
    return toExplanationDto(explanation, { body, caller, evaluationId: randomUUID() });
  }
}

function readAsOf({ at_revision: revision, at }: ExplainQueryDto): AsOf | null {
  if (revision === undefined) {
    if (at !== undefined) {
      throw new InvalidRequestError('request.invalid', 'at needs at_revision');
    }
    return null;
  }
  return { revision: Number(revision), now: at === undefined ? null : Date.parse(at) };
}
