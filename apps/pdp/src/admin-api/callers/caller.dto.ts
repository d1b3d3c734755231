import { ANSWERS, CALLER_ROLES } from '@legate/callers';
import type { Answers, CallerRole } from '@legate/callers';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AliasDto } from '../identities/alias.dto.js';
import { IdentityRefDto } from '../shared/scope.dto.js';
import { IsId, IsTimestamp, IsUuid, MayBeAbsent } from '../shared/validation.js';
import { TrustDto } from './trust.dto.js';

const MAX_CREDENTIALS = 20;
const MayBeNull = (): PropertyDecorator =>
  ValidateIf((_, value) => value !== undefined && value !== null);

export class CallerParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUuid()
  id!: string;
}

export class PutCallerDto {
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
    enum: ANSWERS,
    description:
      'How much decisions tell it; `minimal` leaves out their `context`. `full` for a new caller, and as it is in a PUT.',
  })
  @MayBeAbsent()
  @IsIn(ANSWERS)
  answers?: Answers;

  @ApiPropertyOptional({
    type: TrustDto,
    nullable: true,
    description: 'What it may assert. In a PUT it stays as it is when absent; null is the default.',
  })
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => TrustDto)
  trust?: TrustDto | null;

  @ApiPropertyOptional({
    isArray: true,
    type: AliasDto,
    nullable: true,
    description:
      'What it is known by beside keys: `issuer` and `subject` of its tokens, or the `spiffeId` of its certificate. In a PUT they stay as they are when absent; null takes them away.',
  })
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_CREDENTIALS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AliasDto)
  credentials?: AliasDto[] | null;
}

export class CreateCallerDto extends PutCallerDto {
  @ApiPropertyOptional({
    description: 'The identity that the caller is. With `grants:own` it writes grants of its own.',
  })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityRefDto)
  identity?: IdentityRefDto;

  @ApiPropertyOptional({ default: true, description: 'Whether it is given a key.' })
  @MayBeAbsent()
  @IsBoolean()
  key?: boolean;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the key expires.' })
  @MayBeAbsent()
  @IsTimestamp()
  expiresAt?: string;
}

export class CreatedCallerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiPropertyOptional({ description: 'Shown once, here. Absent when none was wanted.' })
  key?: string;

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

  @ApiProperty({ description: 'Absent members have their defaults.' })
  trust!: TrustDto;

  @ApiProperty({ isArray: true, type: AliasDto })
  credentials!: readonly AliasDto[];

  @ApiProperty()
  revision!: number;
}

export class CallerListDto {
  @ApiProperty({ isArray: true, type: CallerDto })
  items!: CallerDto[];
}
