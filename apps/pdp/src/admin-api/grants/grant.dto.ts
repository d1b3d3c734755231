import { IDENTITY_KINDS } from '@legate/core';
import type { GrantFilter } from '@legate/delegation';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { IsNamed, ListQueryDto, readIdentity } from '../shared/list.dto.js';
import { IdentityRefDto, MAX_SELECTORS, ScopeDto } from '../shared/scope.dto.js';
import { IsId, IsStorableText, IsTimestamp, MayBeAbsent, IsUuid } from '../shared/validation.js';

export class GrantParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUuid()
  id!: string;
}

export class CreateGrantDto extends ScopeDto {
  @ApiProperty({ description: 'Who gives. Below a parent: the grantee of the parent.' })
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityRefDto)
  grantor!: IdentityRefDto;

  @ApiProperty({ description: 'Who gets.' })
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityRefDto)
  grantee!: IdentityRefDto;

  @ApiPropertyOptional({ format: 'uuid', description: 'The grant that this one narrows.' })
  @MayBeAbsent()
  @IsUuid()
  parent?: string;

  @ApiPropertyOptional({ description: 'Held against `context.purpose` of a request.' })
  @MayBeAbsent()
  @IsId()
  purpose?: string;

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description: 'The services it may be used at, held against `context.audience`.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_SELECTORS)
  @ArrayUnique()
  @IsId({ each: true })
  audience?: string[];

  @ApiPropertyOptional({ description: 'Why it is given.' })
  @MayBeAbsent()
  @IsStorableText()
  @MinLength(1)
  @MaxLength(1024)
  reason?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsTimestamp()
  notBefore?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Expired from this moment on.' })
  @MayBeAbsent()
  @IsTimestamp()
  expiresAt?: string;

  @ApiPropertyOptional({
    default: 0,
    description: 'How many further grants may hang below this one.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(63)
  maxDepth?: number;
}

export class RevokeGrantDto {
  @ApiProperty()
  @IsStorableText()
  @MinLength(1)
  @MaxLength(1024)
  reason!: string;
}

export class GrantRevocationDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ description: 'Id of the caller.' })
  by!: string;

  @ApiProperty()
  reason!: string;
}

export class GrantDto extends CreateGrantDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ description: 'Id of the caller.' })
  createdBy!: string;

  @ApiProperty({
    enum: ['grantor', 'any'],
    description: 'Whether the caller was the grantor itself, or one that may for anybody.',
  })
  createdAs!: 'grantor' | 'any';

  @ApiPropertyOptional()
  revoked?: GrantRevocationDto;

  @ApiProperty({ description: 'Revision of its revocation, or else of its creation.' })
  revision!: number;
}

export class GrantPageDto {
  @ApiProperty({ isArray: true, type: GrantDto })
  items!: GrantDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

const PARTY = 'As kind/id.';

export class ListGrantsQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ example: 'user/alice', description: PARTY })
  @MayBeAbsent()
  @IsNamed(IDENTITY_KINDS)
  grantor?: string;

  @ApiPropertyOptional({ example: 'agent/bot', description: PARTY })
  @MayBeAbsent()
  @IsNamed(IDENTITY_KINDS)
  grantee?: string;

  @ApiPropertyOptional({
    example: 'user/alice',
    description: 'Who the chain begins with, as kind/id.',
  })
  @MayBeAbsent()
  @IsNamed(IDENTITY_KINDS)
  subject?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only grants right below that one.' })
  @MayBeAbsent()
  @IsUuid()
  parent?: string;

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'Whether neither revoked nor expired themselves; what they stand on may be.',
  })
  @MayBeAbsent()
  @IsIn(['true', 'false'])
  live?: string;
}

export function toGrantFilter(query: ListGrantsQueryDto): GrantFilter {
  const { grantor, grantee, subject, parent, live } = query;
  return {
    grantor: readIdentity(grantor),
    grantee: readIdentity(grantee),
    subject: readIdentity(subject),
    parent,
    live: live === undefined ? undefined : live === 'true',
  };
}
