import { IDENTITY_KINDS } from '@legate/core';
import type { Attributes } from '@legate/core';
import { RESOURCE_STATUSES } from '@legate/directory';
import type { ResourceStatus } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { IsNamed, PrefixQueryDto } from '../shared/list.dto.js';
import { IdentityRefDto } from '../shared/scope.dto.js';
import { IsId, IsJsonObject, MayBeAbsent } from '../shared/validation.js';

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

  @ApiPropertyOptional({
    enum: RESOURCE_STATUSES,
    nullable: true,
    description: 'Stays as it is when absent; null makes it active.',
  })
  @IsOptional()
  @IsIn(RESOURCE_STATUSES)
  status?: ResourceStatus | null;

  @ApiPropertyOptional({
    example: `sha256:${'0'.repeat(64)}`,
    description:
      'What its definition is pinned to. A request that names another in `resource.properties.digest` is denied.',
  })
  @MayBeAbsent()
  @Matches(/^sha256:[0-9a-f]{64}$/, { message: 'must be sha256: and 64 lower-case hex digits' })
  digest?: string;

  @ApiPropertyOptional({
    description:
      'Who answers for it; `GET /admin/v1/findings` lists entries of the inventory without one.',
  })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityRefDto)
  owner?: IdentityRefDto;
}

export class ResourceDto extends ResourceRefDto {
  @ApiProperty(FREE_FORM)
  attributes!: Attributes;

  @ApiPropertyOptional()
  parent?: ResourceRefDto;

  @ApiProperty({ enum: RESOURCE_STATUSES })
  status!: ResourceStatus;

  @ApiPropertyOptional()
  digest?: string;

  @ApiPropertyOptional()
  owner?: IdentityRefDto;

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class ResourcePageDto {
  @ApiProperty({ isArray: true, type: ResourceDto })
  items!: ResourceDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class ListResourcesQueryDto extends PrefixQueryDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsId()
  type?: string;

  @ApiPropertyOptional({ enum: RESOURCE_STATUSES })
  @MayBeAbsent()
  @IsIn(RESOURCE_STATUSES)
  status?: ResourceStatus;

  @ApiPropertyOptional({ example: 'user/alice', description: 'Only what this identity owns.' })
  @MayBeAbsent()
  @IsNamed(IDENTITY_KINDS)
  owner?: string;

  @ApiPropertyOptional({ example: 'folder/crm', description: 'Only what lies right in this one.' })
  @MayBeAbsent()
  @IsNamed()
  parent?: string;
}
