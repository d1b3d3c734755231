import { CALLER_ROLES } from '@legate/callers';
import type { CallerRole } from '@legate/callers';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import { IsId } from './validation.js';

export class CallerParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class CreateCallerDto {
  @ApiProperty({ example: 'crm-api' })
  @IsId()
  name!: string;

  @ApiProperty({ isArray: true, enum: CALLER_ROLES })
  @IsArray()
  @ArrayMaxSize(CALLER_ROLES.length)
  @ArrayUnique()
  @IsIn(CALLER_ROLES, { each: true })
  roles!: CallerRole[];
}

export class CreatedCallerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Shown once, here.' })
  key!: string;

  @ApiProperty()
  revision!: number;
}

export class CallerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ isArray: true, enum: CALLER_ROLES })
  roles!: readonly CallerRole[];
}

export class CallerListDto {
  @ApiProperty({ isArray: true, type: CallerDto })
  items!: CallerDto[];
}
