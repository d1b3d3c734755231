import type { Caller } from '@legate/callers';
import { DecisionActivity } from '@legate/decision-log';
import type {
  Acting,
  Activity,
  DenyBurst,
  FirstSeen,
  GrantUse,
  Rate,
  Some,
} from '@legate/decision-log';
import { Controller, Get, Query, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { AdminValidationPipe } from '../shared/validation.js';
import {
  ActingsDto,
  ActivitiesDto,
  DenyBurstsDto,
  FirstSeensDto,
  GrantUsesDto,
  RatesDto,
} from './activity-answers.dto.js';
import {
  ActingQueryDto,
  ActivityQueryDto,
  AgentQueryDto,
  GrantUseQueryDto,
  RatesQueryDto,
  toAgent,
  toHours,
} from './activity.dto.js';

/** Answers from counts by the hour, of what is shipped. */
@ApiTags('decision log')
@ApiBearerAuth()
@Controller('admin/v1/decisions')
@UsePipes(AdminValidationPipe)
export class ActivityController {
  constructor(private readonly counts: DecisionActivity) {}

  @Get('activity')
  @Operation('decisions.read')
  @ApiOperation({ summary: 'What agents did, and what they were denied; the most frequent first' })
  @ApiOkResponse({ type: ActivitiesDto })
  async activity(
    @Query() query: ActivityQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Some<Activity>> {
    const { tool, outcome } = query;
    const filter = { ...toHours(query, Date.now()), agent: toAgent(query.agent), tool, outcome };
    return await this.counts.activity(tenant, filter);
  }

  @Get('rates')
  @Operation('decisions.read')
  @ApiOperation({ summary: 'How often, per agent and tool, hour by hour or day by day' })
  @ApiOkResponse({ type: RatesDto })
  async rates(
    @Query() query: RatesQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Some<Rate>> {
    const { tool, interval = 'hour' } = query;
    const filter = { ...toHours(query, Date.now()), agent: toAgent(query.agent), tool, interval };
    return await this.counts.rates(tenant, filter);
  }

  @Get('grant-use')
  @Operation('decisions.read')
  @ApiOperation({ summary: 'Which grants decisions of agents stood on; the most used first' })
  @ApiOkResponse({ type: GrantUsesDto })
  async grantUse(
    @Query() query: GrantUseQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Some<GrantUse>> {
    const { grant } = query;
    const filter = { ...toHours(query, Date.now()), agent: toAgent(query.agent), grant };
    return await this.counts.grantUse(tenant, filter);
  }

  @Get('acting')
  @Operation('decisions.read')
  @ApiOperation({ summary: 'Who acted for whom; the most frequent first' })
  @ApiOkResponse({ type: ActingsDto })
  async acting(
    @Query() query: ActingQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Some<Acting>> {
    const parties = { subject: toAgent(query.subject), actor: toAgent(query.actor) };
    return await this.counts.acting(tenant, { ...toHours(query, Date.now()), ...parties });
  }

  @Get('first-seen')
  @Operation('decisions.read')
  @ApiOperation({
    summary: 'What agents wanted for the first time: action and resource type; the newest first',
  })
  @ApiOkResponse({ type: FirstSeensDto })
  async firstSeen(
    @Query() query: AgentQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Some<FirstSeen>> {
    const filter = { ...toHours(query, Date.now()), agent: toAgent(query.agent) };
    return await this.counts.firstSeen(tenant, filter);
  }

  @Get('deny-bursts')
  @Operation('decisions.read')
  @ApiOperation({
    summary: 'Hours in which an agent was denied unusually often; the newest first',
    description:
      'At least 20 times, and more often than the mean and three standard deviations of its hours of the week before, those without a deny too.',
  })
  @ApiOkResponse({ type: DenyBurstsDto })
  async denyBursts(
    @Query() query: AgentQueryDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Some<DenyBurst>> {
    const filter = { ...toHours(query, Date.now()), agent: toAgent(query.agent) };
    return await this.counts.denyBursts(tenant, filter);
  }
}
