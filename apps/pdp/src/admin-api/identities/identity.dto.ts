import { IDENTITY_KINDS, IDENTITY_STATUSES } from '@legate/core';
import type { Attributes, IdentityKind, IdentityStatus } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsNamed, PrefixQueryDto } from '../shared/list.dto.js';
import { CeilingDto, IdentityRefDto } from '../shared/scope.dto.js';
import {
  IsId,
  IsJsonObject,
  IsStorableText,
  IsTimestamp,
  MayBeAbsent,
} from '../shared/validation.js';
import { AliasDto } from './alias.dto.js';

const OWNER_KINDS = ['user', 'service'] as const;
const FREE_FORM = { type: 'object', additionalProperties: true } as const;

export class IdentityParamsDto {
  @ApiProperty({ enum: IDENTITY_KINDS })
  @IsIn(IDENTITY_KINDS)
  kind!: IdentityKind;

  @ApiProperty({ description: 'URL-encoded.' })
  @IsId()
  id!: string;
}

/** An owner answers for an agent, so it is not an agent itself. */
export class OwnerDto {
  @ApiProperty({ enum: OWNER_KINDS })
  @IsIn(OWNER_KINDS)
  kind!: (typeof OWNER_KINDS)[number];

  @ApiProperty()
  @IsId()
  id!: string;
}

export class PutIdentityDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsStorableText()
  @MaxLength(256)
  displayName?: string;

  @ApiPropertyOptional({
    ...FREE_FORM,
    description: 'What policies see as `properties`; replaced whole.',
  })
  @MayBeAbsent()
  @IsJsonObject()
  attributes?: Attributes;

  @ApiPropertyOptional({
    enum: IDENTITY_STATUSES,
    nullable: true,
    description: 'Stays as it is when absent; null makes it active.',
  })
  @IsOptional()
  @IsIn(IDENTITY_STATUSES)
  status?: IdentityStatus | null;

  @ApiPropertyOptional({
    isArray: true,
    type: OwnerDto,
    description: 'An agent needs one that is active.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OwnerDto)
  owners?: OwnerDto[];

  @ApiPropertyOptional({
    nullable: true,
    description: 'Stays as it is when absent; null removes it.',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CeilingDto)
  ceiling?: CeilingDto | null;

  @ApiPropertyOptional({
    description:
      'Id of the agent that this agent was made by: its standing and ceiling bound both.',
  })
  @MayBeAbsent()
  @IsId()
  parent?: string;

  @ApiPropertyOptional({ isArray: true, type: AliasDto })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AliasDto)
  aliases?: AliasDto[];

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'Grants that it gave or was given before are void, and so are its tokens. Stays as it is when absent; null removes it.',
  })
  @IsOptional()
  @IsTimestamp()
  notBefore?: string | null;
}

export class StoredAliasDto {
  @ApiProperty()
  issuer!: string;

  @ApiProperty()
  subject!: string;
}

export class IdentityDto {
  @ApiProperty({ enum: IDENTITY_KINDS })
  kind!: IdentityKind;

  @ApiProperty()
  id!: string;

  @ApiPropertyOptional()
  displayName?: string;

  @ApiProperty(FREE_FORM)
  attributes!: Attributes;

  @ApiProperty({ enum: IDENTITY_STATUSES })
  status!: IdentityStatus;

  @ApiProperty({ isArray: true, type: IdentityRefDto })
  owners!: IdentityRefDto[];

  @ApiPropertyOptional()
  ceiling?: CeilingDto;

  @ApiPropertyOptional()
  parent?: string;

  @ApiProperty({ isArray: true, type: StoredAliasDto })
  aliases!: StoredAliasDto[];

  @ApiPropertyOptional({ format: 'date-time' })
  notBefore?: string;

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class IdentityPageDto {
  @ApiProperty({ isArray: true, type: IdentityDto })
  items!: IdentityDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class ListIdentitiesQueryDto extends PrefixQueryDto {
  @ApiPropertyOptional({ enum: IDENTITY_KINDS })
  @MayBeAbsent()
  @IsIn(IDENTITY_KINDS)
  kind?: IdentityKind;

  @ApiPropertyOptional({ enum: IDENTITY_STATUSES })
  @MayBeAbsent()
  @IsIn(IDENTITY_STATUSES)
  status?: IdentityStatus;

  @ApiPropertyOptional({ example: 'user/alice', description: 'Only what this identity owns.' })
  @MayBeAbsent()
  @IsNamed(OWNER_KINDS)
  owner?: string;

  @ApiPropertyOptional({ description: 'Only agents right below this one.' })
  @MayBeAbsent()
  @IsId()
  parent?: string;
}
