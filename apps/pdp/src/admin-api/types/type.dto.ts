import { IDENTITY_KINDS } from '@legate/core';
import type { IdentityKind } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IsId } from '../shared/validation.js';

const MAX_ACTIONS = 1000;

export class SubjectTypeParamsDto {
  @ApiProperty({ example: 'employee' })
  @IsId()
  type!: string;
}

export class PutSubjectTypeDto {
  @ApiProperty({ enum: IDENTITY_KINDS })
  @IsIn(IDENTITY_KINDS)
  kind!: IdentityKind;
}

export class SubjectTypeDto extends SubjectTypeParamsDto {
  @ApiProperty({ enum: IDENTITY_KINDS })
  kind!: IdentityKind;

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class SubjectTypePageDto {
  @ApiProperty({ isArray: true, type: SubjectTypeDto })
  items!: SubjectTypeDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class ActionTypeParamsDto {
  @ApiProperty({ example: 'record' })
  @IsId()
  resourceType!: string;
}

export class PutActionTypeDto {
  @ApiProperty({ isArray: true, type: String, example: ['read', 'write'] })
  @IsArray()
  @ArrayMaxSize(MAX_ACTIONS)
  @ArrayUnique()
  @IsId({ each: true })
  actions!: string[];
}

export class ActionTypeDto extends ActionTypeParamsDto {
  @ApiProperty({ isArray: true, type: String })
  actions!: readonly string[];

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class ActionTypePageDto {
  @ApiProperty({ isArray: true, type: ActionTypeDto })
  items!: ActionTypeDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
