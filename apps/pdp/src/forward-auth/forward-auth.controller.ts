import { ForbiddenError, InvalidRequestError } from '@legate/core';
import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Options,
  Patch,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskDecision } from '../decision-api/ask-decision.js';
import { toDecisionRequest } from '../decision-api/evaluation.mapper.js';
import { callerOf, tenantOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { CompiledTables } from './compiled-tables.js';
import { readOriginalRequest } from './original-request.js';
import { findRoute } from './route-table.js';
import type { OriginalRequest, RoutedQuestion } from './route-table.js';
import { SubjectOfRequest } from './subject-of-request.js';
import type { RequestSubject } from './subject-of-request.js';

const PATHS = ['', ':table', ':table/*'];
const DEFAULT_TABLE = 'default';

function Described(): MethodDecorator {
  const parts = [
    HttpCode(200),
    Operation('decide'),
    ApiOperation({ summary: 'May this request go through the proxy? 200, 401 or 403' }),
    ApiOkResponse({ description: 'Let it through.' }),
    ApiUnauthorizedResponse({ description: 'The proxy, or the user, is not known.' }),
    ApiForbiddenResponse({ description: 'Do not; `Legate-Reason` says why.' }),
  ];
  return (target, name, descriptor) => {
    for (const part of parts) {
      part(target, name, descriptor);
    }
  };
}

/** External authorization for proxies (docs/forward-auth.md). Every method, since Envoy sends that of the original. */
@ApiTags('proxies')
@ApiBearerAuth()
@Controller('forward-auth')
export class ForwardAuthController {
  constructor(
    private readonly tables: CompiledTables,
    private readonly subjects: SubjectOfRequest,
    private readonly asks: AskDecision,
  ) {}

  @Get(PATHS)
  @Described()
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { table: name, rest } = readPath(request.url);
    const { table, routes } = await this.tables.get(tenantOf(request), name);
    const original = readOriginalRequest(request, table.proxy, rest);
    const question = findRoute({ table, routes }, original);
    if (question === null) {
      throw new ForbiddenError('forward_auth.unmatched', 'no route is for the original request');
    }
    const who = this.subjects.read(request, table);
    const body = toEvaluation(who, question, { original, context: table.context ?? {} });
    const asked = {
      ...toDecisionRequest(body, callerOf(request)),
      // A proxy lets through or does not: it carries out nothing.
      supportedObligations: [],
      deadline: request.deadline,
    };
    const { answer, evaluationId } = await this.asks.askFor(asked, request, 'forward-auth');
    if (answer.revision !== null) {
      setRevision(reply, answer.revision);
    }
    const { outcome, reasons } = answer.decision;
    void reply
      .header('cache-control', 'no-store')
      .header('legate-evaluation-id', evaluationId)
      .header('legate-reason', toHeader(reasons))
      .status(outcome === 'permit' ? 200 : 403)
      .send();
  }

  @Post(PATHS)
  @Described()
  async post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }

  @Put(PATHS)
  @Described()
  async put(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }

  @Patch(PATHS)
  @Described()
  async patch(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }

  @Delete(PATHS)
  @Described()
  async delete(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }

  @Options(PATHS)
  @Described()
  async options(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }
}

/** Names in reasons come from policies, and can hold anything. */
function toHeader(reasons: readonly string[]): string {
  return reasons.map((reason) => reason.replaceAll(/[^\x21-\x2b\x2d-\x7e]/g, '?')).join(',');
}

const PATH = /^\/forward-auth(?:\/(?<table>[A-Za-z0-9_-]{1,64})(?<rest>\/.*)?)?(?<query>\?.*)?$/;

/** Read from the path as it was sent: what follows the table's name must not have been decoded. */
function readPath(url: string): { readonly table: string; readonly rest: string } {
  const groups = PATH.exec(url)?.groups;
  if (groups === undefined) {
    throw new InvalidRequestError('forward_auth.path', 'the path names no route table');
  }
  return { table: groups['table'] ?? DEFAULT_TABLE, rest: groups['rest'] ?? '' };
}

function toEvaluation(
  { subject, agent }: RequestSubject,
  { action, resource }: RoutedQuestion,
  { original, context }: { readonly original: OriginalRequest; readonly context: object },
): Parameters<typeof toDecisionRequest>[0] {
  const { method, segments, host } = original;
  const http = { method, path: `/${segments.join('/')}`, ...(host !== null && { host }) };
  return {
    subject,
    action: { name: action },
    resource,
    context: { ...context, http, ...(agent !== null && { agent }) },
  };
}
