import type { ActivationGate } from '@legate/bundles';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../shared/validation.js';

const MAX_COUNT = 1_000_000_000;
const DAY_S = 24 * 60 * 60;

export class PutGateDto {
  @ApiProperty({ description: 'Whether an activation needs what follows, or a second caller.' })
  @IsBoolean()
  enabled!: boolean;

  @ApiPropertyOptional({
    default: 0,
    minimum: 0,
    maximum: MAX_COUNT,
    description: 'Most decisions that may be newly allowed, or allowed with other obligations.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(MAX_COUNT)
  maxNewlyAllowed?: number;

  @ApiPropertyOptional({
    default: 1000,
    minimum: 1,
    maximum: MAX_COUNT,
    description: 'Least decisions that must have been compared in shadow.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(MAX_COUNT)
  minDecisions?: number;

  @ApiPropertyOptional({
    default: DAY_S,
    minimum: 1,
    maximum: 30 * DAY_S,
    description: 'How long a second caller can confirm, seconds.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(30 * DAY_S)
  confirmWithinS?: number;
}

export function toGate({
  enabled,
  maxNewlyAllowed = 0,
  minDecisions = 1000,
  confirmWithinS = DAY_S,
}: PutGateDto): ActivationGate {
  return enabled ? { maxNewlyAllowed, minDecisions, confirmWithinS } : null;
}

export class GateDto {
  @ApiProperty()
  enabled!: boolean;

  @ApiPropertyOptional()
  maxNewlyAllowed?: number;

  @ApiPropertyOptional()
  minDecisions?: number;

  @ApiPropertyOptional()
  confirmWithinS?: number;

  @ApiPropertyOptional({ description: "The tenant's revision after the write." })
  revision?: number;
}
