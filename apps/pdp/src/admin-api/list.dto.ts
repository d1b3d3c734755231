import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from './validation.js';

export const DEFAULT_PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 1000;

/** Query of every list. */
export class ListQueryDto {
  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: MAX_PAGE_SIZE,
    default: DEFAULT_PAGE_SIZE,
  })
  @MayBeAbsent()
  @Matches(/^([1-9]\d{0,2}|1000)$/, {
    message: `must be a whole number from 1 to ${MAX_PAGE_SIZE}`,
  })
  limit?: string;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(8192)
  cursor?: string;
}

export function limitOf({ limit }: ListQueryDto): number {
  return limit === undefined ? DEFAULT_PAGE_SIZE : Number(limit);
}
