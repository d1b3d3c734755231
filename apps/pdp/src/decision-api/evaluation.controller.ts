import type { Caller } from '@legate/callers';
import { TimeHistogram } from '@legate/platform';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { HOT_PATH } from '../http/hot-path.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { HttpTally } from '../metrics/http-tally.js';
import { AskDecision } from './ask-decision.js';
import type { Asked } from './ask-decision.js';
import { EvaluationRequestDto, EvaluationResponseDto } from './evaluation.dto.js';
import { toDecisionRequest, toEvaluationResponse } from './evaluation.mapper.js';
import { EVALUATION_BODY, EVALUATION_RESPONSE } from './evaluation.schema.js';

@ApiTags('decisions')
@ApiBearerAuth()
@Controller('access/v1')
export class EvaluationController {
  private readonly times: TimeHistogram;

  constructor(
    private readonly asks: AskDecision,
    private readonly tally: HttpTally,
  ) {
    this.times = tally.timesOf('POST', HOT_PATH, 200);
  }

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
  @ApiBody({ type: EvaluationRequestDto })
  evaluate(
    @Req() request: FastifyRequest<{ Body: EvaluationRequestDto }>,
    @Res() reply: FastifyReply,
  ): void {
    const caller = callerOf(request);
    const bounds = { minRevision: readMinRevision(request), deadline: request.deadline };
    const question = toDecisionRequest(request.body, caller, bounds);
    // What cannot be asked is thrown at once, or found while facts are loaded.
    this.asks
      .ask(question, request, 'evaluation', (asked) => {
        this.times.observe(this.tally.age(request, asked.at));
        send(reply, asked, caller);
      })
      ?.catch((cause: unknown) => {
        void reply.send(cause);
      });
  }
}

/** The answer leaves from here, and not through Nest, which would look at it and wait for it once more. */
function send(reply: FastifyReply, { answer, evaluationId }: Asked, { answers }: Caller): void {
  try {
    void reply.header('cache-control', 'no-store');
    if (answer.revision !== null) {
      setRevision(reply, answer.revision);
    }
    void reply.send(toEvaluationResponse(answer, evaluationId, answers));
  } catch (cause) {
    void reply.send(cause);
  }
}
