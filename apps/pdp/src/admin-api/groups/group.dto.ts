import { IDENTITY_KINDS } from '@legate/core';
import { HOLDER_KINDS } from '@legate/directory';
import type { HolderRef } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, MaxLength } from 'class-validator';
import { IsNamed, ListQueryDto } from '../shared/list.dto.js';
import { IsId, IsStorableText, MayBeAbsent } from '../shared/validation.js';

const STATUSES = ['active', 'retired'] as const;
type Status = (typeof STATUSES)[number];

export class GroupParamsDto {
  @ApiProperty({ description: 'URL-encoded.' })
  @IsId()
  id!: string;
}

export class MemberParamsDto extends GroupParamsDto {
  @ApiProperty({ enum: HOLDER_KINDS })
  @IsIn(HOLDER_KINDS)
  memberKind!: HolderRef['kind'];

  @ApiProperty({ description: 'URL-encoded.' })
  @IsId()
  memberId!: string;
}

export class PutGroupDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsStorableText()
  @MaxLength(256)
  displayName?: string;

  @ApiPropertyOptional({
    enum: STATUSES,
    nullable: true,
    description:
      'Stays as it is when absent; null makes it active. A retired group confers nothing.',
  })
  @IsOptional()
  @IsIn(STATUSES)
  status?: Status | null;
}

export class GroupDto extends GroupParamsDto {
  @ApiPropertyOptional()
  displayName?: string;

  @ApiProperty({ enum: STATUSES })
  status!: Status;

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class GroupPageDto {
  @ApiProperty({ isArray: true, type: GroupDto })
  items!: GroupDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class HolderDto {
  @ApiProperty({ enum: HOLDER_KINDS })
  kind!: HolderRef['kind'];

  @ApiProperty()
  id!: string;
}

export class MembershipDto {
  @ApiProperty()
  group!: string;

  @ApiProperty()
  member!: HolderDto;

  @ApiProperty()
  revision!: number;
}

export class MembershipPageDto {
  @ApiProperty({ isArray: true, type: MembershipDto })
  items!: MembershipDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class RoleAssignmentParamsDto {
  @ApiProperty({ description: 'URL-encoded.' })
  @IsId()
  role!: string;

  @ApiProperty({ enum: HOLDER_KINDS })
  @IsIn(HOLDER_KINDS)
  kind!: HolderRef['kind'];

  @ApiProperty({ description: 'URL-encoded.' })
  @IsId()
  id!: string;
}

export class ListRoleAssignmentsQueryDto extends ListQueryDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsId()
  role?: string;

  @ApiPropertyOptional({ example: 'group/engineering', description: 'Who holds it, as kind/id.' })
  @MayBeAbsent()
  @IsNamed([...IDENTITY_KINDS, 'group'])
  holder?: string;
}

export class RoleAssignmentDto {
  @ApiProperty()
  role!: string;

  @ApiProperty()
  holder!: HolderDto;

  @ApiProperty()
  revision!: number;
}

export class RoleAssignmentPageDto {
  @ApiProperty({ isArray: true, type: RoleAssignmentDto })
  items!: RoleAssignmentDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
