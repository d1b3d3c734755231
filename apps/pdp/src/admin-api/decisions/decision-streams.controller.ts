import type { Caller } from '@legate/callers';
import { DecisionExports, DecisionTails } from '@legate/decision-log';
import { Controller, Get, Headers, Query, Res, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { answerStream } from './answer-stream.js';
import { DecisionFilterDto, ExportQueryDto, toDecisionFilter } from './decision-filter.dto.js';

const TYPES = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;

@ApiTags('decision log')
@ApiBearerAuth()
@Controller('admin/v1/decisions')
@UsePipes(AdminValidationPipe)
export class DecisionStreamsController {
  constructor(
    private readonly exports: DecisionExports,
    private readonly tails: DecisionTails,
  ) {}

  @Get('export')
  @Operation('decisions.read')
  @ApiOperation({
    summary: 'All entries of a filter in one answer, the oldest first',
    description:
      'As they are in the database at one moment. `ndjson` has the exact entries, `csv` the columns that filters are about; in a cell that a spreadsheet would take for a formula, an apostrophe comes first. An answer that breaks off is not whole.',
  })
  @ApiProduces('application/x-ndjson', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(
    @Query() { format = 'ndjson', ...query }: ExportQueryDto,
    @CurrentCaller() { tenant }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const stream = await this.exports.open(tenant, toDecisionFilter(query), format);
    await answerStream(reply, stream, {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="decisions.${format}"`,
    });
  }

  @Get('tail')
  @Operation('decisions.read')
  @ApiOperation({
    summary: 'Entries as they are shipped, of all processes, as server-sent events',
    description:
      'Events `entry`, each with the exact entry as its data, in the order of shipping. Ends after five minutes; with `Last-Event-ID` it goes on where it ended. An event `gap` says that entries were missed which are not numbered any more: list them by time.',
  })
  @ApiHeader({ name: 'last-event-id', required: false })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async tail(
    @Query() query: DecisionFilterDto,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentCaller() { tenant }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      gone.abort();
    });
    const asked = { tenant, filter: toDecisionFilter(query), lastEventId };
    const stream = await this.tails.open(asked, gone.signal);
    await answerStream(reply, stream, {
      'content-type': 'text/event-stream; charset=utf-8',
      // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
      'x-accel-buffering': 'no',
    });
  }
}
