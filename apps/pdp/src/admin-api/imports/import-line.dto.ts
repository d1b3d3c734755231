import { IDENTITY_KINDS } from '@legate/core';
import type { IdentityKind } from '@legate/core';
import { HOLDER_KINDS } from '@legate/directory';
import type { HolderRef } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, ValidateNested } from 'class-validator';
import { CreateGrantDto } from '../grants/grant.dto.js';
import { PutGroupDto } from '../groups/group.dto.js';
import { PutIdentityDto } from '../identities/identity.dto.js';
import { PutResourceDto } from '../resources/resource.dto.js';
import { IsId, MayBeAbsent, IsUuid } from '../shared/validation.js';
import { PutActionTypeDto, PutSubjectTypeDto } from '../types/type.dto.js';

export class SubjectTypeLineDto extends PutSubjectTypeDto {
  @ApiProperty()
  @IsId()
  type!: string;
}

export class ActionTypeLineDto extends PutActionTypeDto {
  @ApiProperty()
  @IsId()
  resourceType!: string;
}

export class IdentityLineDto extends PutIdentityDto {
  @ApiProperty({ enum: IDENTITY_KINDS })
  @IsIn(IDENTITY_KINDS)
  kind!: IdentityKind;

  @ApiProperty()
  @IsId()
  id!: string;
}

export class GroupLineDto extends PutGroupDto {
  @ApiProperty()
  @IsId()
  id!: string;
}

export class HolderRefDto {
  @ApiProperty({ enum: HOLDER_KINDS })
  @IsIn(HOLDER_KINDS)
  kind!: HolderRef['kind'];

  @ApiProperty()
  @IsId()
  id!: string;
}

export class MembershipLineDto {
  @ApiProperty()
  @IsId()
  group!: string;

  @ApiProperty()
  @IsObject()
  @ValidateNested()
  @Type(() => HolderRefDto)
  member!: HolderRefDto;
}

export class RoleAssignmentLineDto {
  @ApiProperty()
  @IsId()
  role!: string;

  @ApiProperty()
  @IsObject()
  @ValidateNested()
  @Type(() => HolderRefDto)
  holder!: HolderRefDto;
}

export class ResourceLineDto extends PutResourceDto {
  @ApiProperty()
  @IsId()
  type!: string;

  @ApiProperty()
  @IsId()
  id!: string;
}

export class GrantLineDto extends CreateGrantDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Made when absent.' })
  @MayBeAbsent()
  @IsUuid()
  id?: string;
}
