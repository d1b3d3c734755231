import type { Caller } from '@legate/callers';
import { InvalidRequestError } from '@legate/core';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { AskBatch } from './ask-batch.js';
import type { AskedItem } from './ask-batch.js';
import { BatchLimits } from './batch-limits.js';
import { EVALUATION_BODY } from './evaluation.schema.js';
import { EvaluationsRequestDto, EvaluationsResponseDto } from './evaluations.dto.js';
import { toBatchItems, toItemResponse, toQuestion } from './evaluations.mapper.js';
import type { FindProblem } from './evaluations.mapper.js';
import { EVALUATIONS_BODY, EVALUATIONS_RESPONSE } from './evaluations.schema.js';

@ApiTags('decisions')
@ApiBearerAuth()
@Controller('access/v1')
export class EvaluationsController {
  constructor(
    private readonly asks: AskBatch,
    private readonly limits: BatchLimits,
  ) {}

  @Post('evaluations')
  @HttpCode(200)
  @Operation('decide')
  @RouteSchema({ body: EVALUATIONS_BODY, response: { 200: EVALUATIONS_RESPONSE } })
  @ApiOperation({ summary: 'Many evaluations, at one revision and by one policy' })
  @ApiHeader({
    name: 'Legate-Min-Revision',
    required: false,
    description: 'Least data revision to judge at; waits a bounded time, then denies.',
  })
  @ApiOkResponse({ type: EvaluationsResponseDto })
  async evaluate(
    @Body() body: EvaluationsRequestDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvaluationsResponseDto> {
    const minRevision = readMinRevision(request);
    const { deadline } = request;
    const asking = { caller, minRevision, deadline, findProblem: problemFinder(request) };
    const { evaluations = [], options = {} } = body;
    this.requireSize(evaluations);
    void reply.header('cache-control', 'no-store');
    if (evaluations.length === 0) {
      const asked = await this.asks.askOne(toQuestion(body, asking), request);
      tellRevision(reply, [asked]);
      return toItemResponse(asked, caller);
    }
    const items = toBatchItems(body, evaluations, asking);
    const { evaluations_semantic: semantic = 'execute_all' } = options;
    const answers = await this.asks.ask(items, semantic, request);
    tellRevision(reply, answers);
    return { evaluations: answers.map((answer) => toItemResponse(answer, caller)) };
  }

  private requireSize({ length }: readonly unknown[]): void {
    const { maxItems } = this.limits;
    if (length > maxItems) {
      throw new InvalidRequestError(
        'request.too_many_evaluations',
        `a batch has at most ${maxItems} items`,
      );
    }
  }
}

/** All that were judged have the same; so is what kept them from being judged. */
function tellRevision(reply: FastifyReply, asked: readonly AskedItem[]): void {
  for (const { answer } of asked) {
    if ('decision' in answer && answer.revision !== null) {
      setRevision(reply, answer.revision);
      return;
    }
  }
}

/** Fastify compiles the schema once, and finds it again by itself. */
function problemFinder(request: FastifyRequest): FindProblem {
  const validate = request.compileValidationSchema(EVALUATION_BODY);
  return (question) => {
    if (validate(question)) {
      return null;
    }
    const [error] = validate.errors ?? [];
    return `body${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`;
  };
}
