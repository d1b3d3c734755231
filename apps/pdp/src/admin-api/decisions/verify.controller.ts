import type { Caller } from '@legate/callers';
import { InvalidRequestError } from '@legate/core';
import { LogVerifier } from '@legate/decision-log';
import type { Finding, VerifyOrder, VerifyReport } from '@legate/decision-log';
import { Controller, Get, Query, Req, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { DEFAULT_ENTRIES, VerifiedDto, VerifyQueryDto } from './verify.dto.js';
import type { FindingOfLogDto } from './verify.dto.js';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
const MAX_FINDINGS = 100;

@ApiTags('decision log')
@ApiBearerAuth()
@Controller('admin/v1/decisions')
@UsePipes(AdminValidationPipe)
export class VerifyController {
  constructor(private readonly log: LogVerifier) {}

  @Get('verify')
  @Operation('decisions.read')
  @ApiOperation({
    summary: 'Whether the decision log is as it was written',
    description:
      'The chains are those of all tenants. What is wrong with entries of others is told by writer and number only. One at a time.',
  })
  @ApiOkResponse({ type: VerifiedDto })
  async verify(
    @Query() query: VerifyQueryDto,
    @CurrentCaller() caller: Caller,
    @Req() { raw }: FastifyRequest,
  ): Promise<VerifiedDto> {
    const gone = new AbortController();
    const leave = (): void => {
      gone.abort();
    };
    raw.socket.once('close', leave);
    try {
      return toAnswer(await this.log.verify(toOrder(query), gone.signal), caller);
    } finally {
      raw.socket.off('close', leave);
    }
  }
}

function toOrder({
  entries,
  cursor,
  ...range
}: VerifyQueryDto): Omit<VerifyOrder, 'graceMs' | 'nowMs'> {
  const [writer = '', seq = ''] = cursor?.split(':') ?? [];
  return {
    ...{ ...toRange(range), limit: Number(entries ?? DEFAULT_ENTRIES), maxFindings: MAX_FINDINGS },
    after: cursor === undefined ? null : { writer, seq: Number(seq) },
  };
}

/** @throws InvalidRequestError */
function toRange(query: Pick<VerifyQueryDto, 'from' | 'to'>): Pick<VerifyOrder, 'from' | 'to'> {
  const until = query.to === undefined ? new Date() : new Date(query.to);
  const from = query.from === undefined ? new Date(until.getTime() - DAY_MS) : new Date(query.from);
  const lengthMs = until.getTime() - from.getTime();
  if (lengthMs <= 0 || lengthMs > LONGEST_MS) {
    const message = '/to: must be behind from, by at most 31 days';
    throw new InvalidRequestError('request.invalid', message);
  }
  // Clocks of other machines may be ahead of this one.
  return { from, to: query.to === undefined ? new Date(until.getTime() + DAY_MS) : until };
}

function toAnswer(report: VerifyReport, caller: Caller): VerifiedDto {
  const { firstBad, nextCursor, findings, ...rest } = report;
  const { checked, last, outside } = report.checkpoints;
  return {
    ...rest,
    checkpoints: { checked, last, outside },
    findings: findings.map((finding) => asSeenBy(finding, caller)),
    ...(firstBad !== null && { firstBad: asSeenBy(firstBad, caller) }),
    ...(nextCursor !== null && { nextCursor }),
  };
}

/** Of an entry of another tenant, that its link is broken concerns everyone; what it is about does not. */
function asSeenBy(finding: Finding, { tenant, isBootstrap }: Caller): FindingOfLogDto {
  if (isBootstrap || finding.tenant === null || finding.tenant === tenant) {
    return finding;
  }
  const { code, writer, seq, toSeq } = finding;
  return { code, writer, seq, ...(toSeq !== undefined && { toSeq }) };
}
