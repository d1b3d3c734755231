import { TENANT_PATTERN } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches, MaxLength } from 'class-validator';
import { IsStorableText, MayBeAbsent } from '../shared/validation.js';

export class TenantParamsDto {
  @ApiProperty({ example: 'acme', pattern: TENANT_PATTERN.source })
  @Matches(TENANT_PATTERN, {
    message: 'must be 1 to 64 letters, digits, dots, underscores or hyphens, the first not a sign',
  })
  tenant!: string;
}

export class PutTenantDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsStorableText()
  @MaxLength(256)
  displayName?: string;
}

export class TenantDto {
  @ApiProperty()
  id!: string;

  @ApiPropertyOptional()
  displayName?: string;

  @ApiProperty({ description: 'Revision of the last write of the tenant itself.' })
  revision!: number;
}

export class TenantPageDto {
  @ApiProperty({ isArray: true, type: TenantDto })
  items!: TenantDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
