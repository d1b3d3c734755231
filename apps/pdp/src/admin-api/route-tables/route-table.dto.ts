import type { Attributes } from '@legate/core';
import { PROXY_KINDS } from '@legate/directory';
import type { ProxyKind } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsId, IsJsonObject, IsStorableText, MayBeAbsent } from '../shared/validation.js';

const MAX_ROUTES = 1000;
const MAX_METHODS = 20;
const HEADER = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;
/** Headers that say something else than who the request is from. */
const OTHER_HEADERS =
  /^(?!(authorization|cookie|host|legate-.*|x-original-(method|uri|host)|x-forwarded-(method|uri|host))$)/i;

export class RouteTableParamsDto {
  @ApiProperty({ example: 'web' })
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'must be 1 to 64 letters, digits, "_" or "-"' })
  name!: string;
}

export class HeaderDto {
  @ApiProperty({
    example: 'X-Forwarded-User',
    description: 'The proxy must set it itself, and never hand on that of the client.',
  })
  @IsString()
  @Matches(HEADER, { message: 'must be the name of a header' })
  @Matches(OTHER_HEADERS, { message: 'must be a header that is for nothing else' })
  header!: string;
}

export class SubjectHeaderDto extends HeaderDto {
  @ApiProperty({ example: 'user' })
  @IsId()
  type!: string;
}

export class RoutedActionDto {
  @ApiProperty({ example: 'read' })
  @IsId()
  name!: string;
}

export class RoutedResourceDto {
  @ApiProperty({ example: 'account' })
  @IsId()
  type!: string;

  @ApiProperty({ example: '{id}', description: '`{name}` and `{**}` stand for parts of the path.' })
  @IsId()
  id!: string;
}

export class RouteDto {
  @ApiProperty({ isArray: true, type: String, example: ['GET'], description: '`*` for any.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_METHODS)
  @ArrayUnique()
  @Matches(/^(\*|[A-Z][A-Z-]{0,31})$/, {
    each: true,
    message: 'must be methods in upper case, or "*"',
  })
  methods!: string[];

  @ApiPropertyOptional({ example: 'api.example.com', description: 'Without a port.' })
  @MayBeAbsent()
  @Matches(/^([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])$/, {
    message: 'must be a host in lower case, without a port',
  })
  host?: string;

  @ApiProperty({
    example: '/accounts/{id}/**',
    description: '`{name}` and `*` stand for one segment, a trailing `**` for one or more.',
  })
  @IsStorableText()
  @MaxLength(2048)
  path!: string;

  @ApiProperty()
  @IsObject()
  @ValidateNested()
  @Type(() => RoutedActionDto)
  action!: RoutedActionDto;

  @ApiProperty()
  @IsObject()
  @ValidateNested()
  @Type(() => RoutedResourceDto)
  resource!: RoutedResourceDto;
}

export class PutRouteTableDto {
  @ApiProperty({ enum: PROXY_KINDS, description: 'How the original request is told.' })
  @IsIn(PROXY_KINDS)
  proxy!: ProxyKind;

  @ApiProperty({ description: 'The header that names the subject.' })
  @IsObject()
  @ValidateNested()
  @Type(() => SubjectHeaderDto)
  subject!: SubjectHeaderDto;

  @ApiPropertyOptional({ description: 'The header that names the agent acting for it, if any.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => HeaderDto)
  actor?: HeaderDto;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Part of the context of every question, for example the audience.',
  })
  @MayBeAbsent()
  @IsJsonObject()
  context?: Attributes;

  @ApiProperty({
    isArray: true,
    type: RouteDto,
    description: 'The first that is for a request counts; one that none is for is denied.',
  })
  @IsArray()
  @ArrayMaxSize(MAX_ROUTES)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RouteDto)
  routes!: RouteDto[];
}

export class RouteTableDto extends PutRouteTableDto {
  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'Revision of its last write.' })
  revision!: number;
}

export class RouteTablePageDto {
  @ApiProperty({ isArray: true, type: RouteTableDto })
  items!: RouteTableDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
