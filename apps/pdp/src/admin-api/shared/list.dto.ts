import { isVisibleId } from '@legate/core';
import type { IdentityRef } from '@legate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageQuery } from './page-limits.js';
import { IsStorableText, MayBeAbsent, rule } from './validation.js';

/** Query of what is bounded in number. Its `limit` is also held against `PageLimits`, which may be narrower. */
export class LimitQueryDto extends PageQuery {
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
  override limit?: string;
}

/** Query of every list. */
export class ListQueryDto extends LimitQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(8192)
  cursor?: string;
}

/** Query of a list that can be narrowed to ids that begin alike. */
export class PrefixQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ description: 'Only ids that begin so.' })
  @MayBeAbsent()
  @IsStorableText()
  @MaxLength(1024)
  prefix?: string;
}

export function limitOf({ limit }: LimitQueryDto): number {
  return limit === undefined ? DEFAULT_PAGE_SIZE : Number(limit);
}

/** An object named in a query: what it is, a slash, its id. Slashes in the first part are encoded as %2F. */
export function IsNamed(kinds?: readonly string[]): PropertyDecorator {
  return rule('isNamed', (value) => typeof value === 'string' && isNamed(value, kinds), {
    message:
      kinds === undefined ? 'must be type/id' : `must be kind/id, a kind of ${kinds.join(', ')}`,
  });
}

function isNamed(value: string, kinds: readonly string[] | undefined): boolean {
  const { kind, id } = readNamed(value);
  return isVisibleId(kind) && isVisibleId(id) && kinds?.includes(kind) !== false;
}

/** Reads what `IsNamed` has let through. */
export function readNamed(value: string): { readonly kind: string; readonly id: string } {
  const at = value.indexOf('/');
  const kind = at < 0 ? '' : value.slice(0, at).replaceAll('%2F', '/').replaceAll('%25', '%');
  return { kind, id: value.slice(at + 1) };
}

/** Reads an identity that `IsNamed(IDENTITY_KINDS)` has let through. */
export function readIdentity(value: string | undefined): IdentityRef | undefined {
  return value === undefined ? undefined : (readNamed(value) as IdentityRef);
}
