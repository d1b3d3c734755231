import { CALLER_ROLES } from '@legate/callers';
import type { CallerRole } from '@legate/callers';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { IsTimestamp, IsUuid, MayBeAbsent } from '../shared/validation.js';
import { CallerParamsDto } from './caller.dto.js';

const MAX_OVERLAP_SECONDS = 90 * 24 * 3600;

export class CallerKeyParamsDto extends CallerParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUuid()
  key!: string;
}

export class CreateKeyDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'When it expires; never when absent.' })
  @MayBeAbsent()
  @IsTimestamp()
  expiresAt?: string;

  @ApiPropertyOptional({
    isArray: true,
    enum: CALLER_ROLES,
    description: "Those of the caller's roles that the key is good for; all when absent.",
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(CALLER_ROLES.length)
  @ArrayUnique()
  @IsIn(CALLER_ROLES, { each: true })
  roles?: CallerRole[];

  @ApiPropertyOptional({
    minimum: 0,
    maximum: MAX_OVERLAP_SECONDS,
    description:
      'Rotation: the keys there are expire after so many seconds. They stay when absent.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(MAX_OVERLAP_SECONDS)
  overlapSeconds?: number;
}

export class CreatedKeyDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Shown once, here.' })
  key!: string;

  @ApiProperty()
  revision!: number;
}

export class CallerKeyDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'How it begins.' })
  prefix!: string | null;

  @ApiProperty({ isArray: true, enum: CALLER_ROLES, nullable: true })
  roles!: readonly CallerRole[] | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'To the minute or so.',
  })
  lastUsedAt!: string | null;
}

export class CallerKeyListDto {
  @ApiProperty({ isArray: true, type: CallerKeyDto })
  items!: CallerKeyDto[];
}
