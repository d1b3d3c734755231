import { ANSWERS, CALLER_ROLES } from '@legate/callers';
import type { Answers, CallerRole } from '@legate/callers';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  ValidateNested,
} from 'class-validator';
import { IdentityRefDto } from '../shared/scope.dto.js';
import { IsId, MayBeAbsent, IsUuid } from '../shared/validation.js';

export class CallerParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUuid()
  id!: string;
}

export class CreateCallerDto {
  @ApiProperty({ example: 'crm-api' })
  @IsId()
  name!: string;

  @ApiProperty({ isArray: true, enum: CALLER_ROLES })
  @IsArray()
  @ArrayMaxSize(CALLER_ROLES.length)
  @ArrayUnique()
  @IsIn(CALLER_ROLES, { each: true })
  roles!: CallerRole[];

  @ApiPropertyOptional({
    description: 'The identity that the caller is. With `grants:own` it writes grants of its own.',
  })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityRefDto)
  identity?: IdentityRefDto;

  @ApiPropertyOptional({
    enum: ANSWERS,
    description: 'How much decisions tell it; `minimal` leaves out their `context`.',
    default: 'full',
  })
  @MayBeAbsent()
  @IsIn(ANSWERS)
  answers?: Answers;
}

export class CreatedCallerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Shown once, here.' })
  key!: string;

  @ApiProperty()
  revision!: number;
}

export class CallerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ isArray: true, enum: CALLER_ROLES })
  roles!: readonly CallerRole[];

  @ApiPropertyOptional()
  identity?: IdentityRefDto;

  @ApiProperty({ enum: ANSWERS })
  answers!: Answers;
}

export class CallerListDto {
  @ApiProperty({ isArray: true, type: CallerDto })
  items!: CallerDto[];
}
