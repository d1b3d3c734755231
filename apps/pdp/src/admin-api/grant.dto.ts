import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsObject,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { IdentityRefDto, ScopeDto } from './scope.dto.js';
import { IsId, IsStorableText, IsTimestamp, MayBeAbsent } from './validation.js';

export class GrantParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
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
  @IsUUID()
  parent?: string;

  @ApiPropertyOptional({ description: 'Held against `context.purpose` of a request.' })
  @MayBeAbsent()
  @IsId()
  purpose?: string;

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

  @ApiPropertyOptional()
  revoked?: GrantRevocationDto;

  @ApiProperty({ description: 'Revision of its revocation, or else of its creation.' })
  revision!: number;
}
