import { IDENTITY_KINDS } from '@legate/core';
import type { Attributes } from '@legate/core';
import type { IdentityKind } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  ValidateNested,
} from 'class-validator';
import { IsId, IsJsonObject, MayBeAbsent } from './validation.js';

export const MAX_SELECTORS = 256;
const SELECTOR =
  'A value, or a pattern over `/`-separated segments: `*` is one segment, a trailing `**` one or more; `\\*` is a literal star.';

export class IdentityRefDto {
  @ApiProperty({ enum: IDENTITY_KINDS })
  @IsIn(IDENTITY_KINDS)
  kind!: IdentityKind;

  @ApiProperty({ example: 'alice' })
  @IsId()
  id!: string;
}

export class ResourceSelectorDto {
  @ApiProperty({ example: 'record', description: SELECTOR })
  @IsId()
  type!: string;

  @ApiProperty({ example: 'crm/**', description: SELECTOR })
  @IsId()
  id!: string;
}

/** The constraint language is closed; libs/core parses it and names what is wrong. */
export class ConstraintDto {
  @ApiProperty({ example: 'action.properties.amount' })
  path!: string;

  @ApiProperty({ enum: ['max', 'min', 'equals', 'oneOf', 'prefix', 'timeWindow'] })
  op!: string;

  @ApiProperty({
    oneOf: [
      { type: 'number' },
      { type: 'string' },
      { type: 'boolean' },
      { type: 'array', items: {} },
      { type: 'object' },
    ],
  })
  value!: unknown;
}

/** The most an agent may ever do. A dimension that is absent does not limit. */
export class CeilingDto {
  @ApiPropertyOptional({ isArray: true, type: String, description: SELECTOR })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_SELECTORS)
  @IsId({ each: true })
  actions?: string[];

  @ApiPropertyOptional({ isArray: true, type: ResourceSelectorDto })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_SELECTORS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ResourceSelectorDto)
  resources?: ResourceSelectorDto[];

  @ApiPropertyOptional({ isArray: true, type: ConstraintDto })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_SELECTORS)
  @IsJsonObject({ each: true })
  constraints?: Attributes[];
}

/** What a grant allows. */
export class ScopeDto {
  @ApiProperty({ isArray: true, type: String, description: SELECTOR, example: ['read'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_SELECTORS)
  @IsId({ each: true })
  actions!: string[];

  @ApiProperty({ isArray: true, type: ResourceSelectorDto })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_SELECTORS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ResourceSelectorDto)
  resources!: ResourceSelectorDto[];

  @ApiPropertyOptional({ isArray: true, type: ConstraintDto })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_SELECTORS)
  @IsJsonObject({ each: true })
  constraints?: Attributes[];
}
