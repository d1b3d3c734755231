import type { Caller } from '@legate/callers';
import { InvalidRequestError } from '@legate/core';
import { DecideBatch, isRefusedItem } from '@legate/decision';
import type { Answer, RefusedItem } from '@legate/decision';
import { OperationalLog } from '@legate/platform';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
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
    private readonly decisions: DecideBatch,
    private readonly limits: BatchLimits,
    private readonly log: OperationalLog,
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
    const isSingle = evaluations.length === 0;
    const items = isSingle ? [toQuestion(body, asking)] : toBatchItems(body, evaluations, asking);
    const { evaluations_semantic: semantic = 'execute_all' } = options;
    const answers = await this.decisions.decide(items, isSingle ? 'execute_all' : semantic);
    void reply.header('cache-control', 'no-store');
    this.tellRevision(reply, answers);
    const responses = answers.map((answer) => toItemResponse(answer, caller));
    return isSingle ? toBare(answers, responses) : { evaluations: responses };
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

  /** All that were judged have the same; so is what kept them from being judged. */
  private tellRevision(reply: FastifyReply, answers: readonly (Answer | RefusedItem)[]): void {
    const judged = answers.filter((answer): answer is Answer => 'decision' in answer);
    const revision = judged.find((answer) => answer.revision !== null)?.revision ?? null;
    if (revision !== null) {
      setRevision(reply, revision);
    }
    for (const err of new Set(judged.map(({ fault }) => fault))) {
      if (err !== null) {
        this.log.error({ event: 'decision.indeterminate', items: judged.length, err });
      }
    }
  }
}

/** The single form: what is wrong with the question is wrong with the request. @throws PdpError */
function toBare(
  [answer]: readonly (Answer | RefusedItem)[],
  [response]: EvaluationsResponseDto['evaluations'] & object,
): EvaluationsResponseDto {
  if (isRefusedItem(answer)) {
    throw answer;
  }
  return response ?? { decision: false };
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
