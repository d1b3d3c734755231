import type { Attributes } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import { ListQueryDto } from './list.dto.js';
import { IsId, IsJsonObject, MayBeAbsent } from './validation.js';

const FREE_FORM = { type: 'object', additionalProperties: true } as const;

/** A resource as its tenant names it; also the parameters of its route. */
export class ResourceRefDto {
  @ApiProperty({ example: 'record' })
  @IsId()
  type!: string;

  @ApiProperty({ example: 'crm/accounts/17', description: 'URL-encoded in a path.' })
  @IsId()
  id!: string;
}

export class PutResourceDto {
  @ApiPropertyOptional({
    ...FREE_FORM,
    description: 'What policies see as `properties`; replaced whole.',
  })
  @MayBeAbsent()
  @IsJsonObject()
  attributes?: Attributes;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ResourceRefDto)
  parent?: ResourceRefDto;
}

export class ResourceDto extends ResourceRefDto {
  @ApiProperty(FREE_FORM)
  attributes!: Attributes;

  @ApiPropertyOptional()
  parent?: ResourceRefDto;

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class ResourcePageDto {
  @ApiProperty({ isArray: true, type: ResourceDto })
  items!: ResourceDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class ListResourcesQueryDto extends ListQueryDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsId()
  type?: string;
}
