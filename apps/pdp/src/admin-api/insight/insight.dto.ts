import { FINDING_KINDS } from '@legate/insight';
import type { FindingKind } from '@legate/insight';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { ListQueryDto } from '../shared/list.dto.js';
import { IsId, MayBeAbsent } from '../shared/validation.js';

const DEFAULT_DAYS = 30;

export class AccessQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ example: 'read', description: 'Only that action.' })
  @MayBeAbsent()
  @IsId()
  action?: string;
}

export class ReachQueryDto extends AccessQueryDto {
  @ApiPropertyOptional({ example: 'record', description: 'Only resources of that type.' })
  @MayBeAbsent()
  @IsId()
  resource_type?: string;
}

export class FindingsQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ enum: FINDING_KINDS, description: 'Only that kind.' })
  @MayBeAbsent()
  @IsIn(FINDING_KINDS)
  kind?: FindingKind;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: 3650,
    default: DEFAULT_DAYS,
    description: 'From so many days without use a grant counts as unused.',
  })
  @MayBeAbsent()
  @Matches(/^([1-9]\d{0,2}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)$/, {
    message: 'must be a whole number of days from 1 to 3650',
  })
  days?: string;
}

export function daysOf({ days }: FindingsQueryDto): number {
  return days === undefined ? DEFAULT_DAYS : Number(days);
}
