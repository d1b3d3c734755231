import type { ActivityFilter, Agent } from '@legate/decision-log';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsNamed, LimitQueryDto, limitOf, readNamed } from '../shared/list.dto.js';
import { IsId, IsTimestamp, IsUuid, MayBeAbsent } from '../shared/validation.js';

const INTERVALS = ['hour', 'day'] as const;
const OUTCOMES = ['permit', 'deny', 'indeterminate'] as const;
const WEEK_MS = 7 * 86_400_000;
const NAMED = 'As type/id.';

/** The hours asked about. What is found comes without pages: ask for less time, or with a larger limit. */
export class HoursQueryDto extends LimitQueryDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'From the hour that this is in; a week before `to` when absent.',
  })
  @MayBeAbsent()
  @IsTimestamp()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before then; now when absent.' })
  @MayBeAbsent()
  @IsTimestamp()
  to?: string;
}

/** A person who acts for itself is counted by type only, so it cannot be asked for here. */
export class AgentQueryDto extends HoursQueryDto {
  @ApiPropertyOptional({
    example: 'agent/helper',
    description: 'Who acted: an agent, or a service for itself. As type/id.',
  })
  @MayBeAbsent()
  @IsNamed()
  agent?: string;
}

export class ToolQueryDto extends AgentQueryDto {
  @ApiPropertyOptional({
    example: 'search',
    description: 'Id of a tool, MCP server, model, connector or API operation.',
  })
  @MayBeAbsent()
  @IsId()
  tool?: string;
}

export class ActivityQueryDto extends ToolQueryDto {
  @ApiPropertyOptional({ enum: OUTCOMES })
  @MayBeAbsent()
  @IsIn(OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];
}

export class RatesQueryDto extends ToolQueryDto {
  @ApiPropertyOptional({ enum: INTERVALS, default: 'hour', description: 'In UTC.' })
  @MayBeAbsent()
  @IsIn(INTERVALS)
  interval?: (typeof INTERVALS)[number];
}

export class GrantUseQueryDto extends AgentQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUuid()
  grant?: string;
}

export class ActingQueryDto extends HoursQueryDto {
  @ApiPropertyOptional({ example: 'user/alice', description: NAMED })
  @MayBeAbsent()
  @IsNamed()
  subject?: string;

  @ApiPropertyOptional({ example: 'agent/helper', description: NAMED })
  @MayBeAbsent()
  @IsNamed()
  actor?: string;
}

export function toHours(
  query: HoursQueryDto,
  nowMs: number,
): Pick<ActivityFilter, 'fromMs' | 'toMs' | 'limit'> {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - WEEK_MS : Date.parse(query.from);
  return { fromMs, toMs, limit: limitOf(query) };
}

export function toAgent(name: string | undefined): Agent | undefined {
  if (name === undefined) {
    return undefined;
  }
  const { kind, id } = readNamed(name);
  return { type: kind, id };
}
