import { MAX_CLOCK_SKEW_SECONDS, TOKEN_ALGORITHMS, TOKEN_PURPOSES } from '@legate/callers';
import type { PublicJwk, TokenPurpose } from '@legate/callers';
import { isVisibleId } from '@legate/core';
import type { Json } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Max,
  Min,
} from 'class-validator';
import { IsIssuer } from '../identities/alias.dto.js';
import { findJsonProblem } from '../shared/json-bounds.js';
import { ListQueryDto } from '../shared/list.dto.js';
import { IsId, MayBeAbsent, rule } from '../shared/validation.js';

const MAX_NAMES = 20;
const MAX_KEYS = 20;
const MAX_AGE_SECONDS = 30 * 24 * 3600;
/** Members of a JWK that are nobody's but its owner's (RFC 7518 section 6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

function IsKeySet(): PropertyDecorator {
  const validate = rule('isKeySet', isKeySet, {
    message: `must be {keys: […]} with 1 to ${MAX_KEYS} public keys (RFC 7517) of RSA, EC or OKP`,
  });
  return (target, property) => {
    validate(target, property);
    Transform(({ obj }) => (obj as Record<string | symbol, unknown>)[property])(target, property);
  };
}

function isKeySet(value: unknown): boolean {
  if (findJsonProblem(value as Json) !== null) {
    return false;
  }
  const { keys, ...more } = value as { readonly keys?: unknown };
  const isList = Array.isArray(keys) && keys.length > 0 && keys.length <= MAX_KEYS;
  return isList && keys.every(isPublicKey) && Object.keys(more).length === 0;
}

function isPublicKey(key: unknown): boolean {
  const { kty } = (key ?? {}) as { readonly kty?: unknown };
  const isKnown = typeof kty === 'string' && ['RSA', 'EC', 'OKP'].includes(kty);
  return isKnown && !PRIVATE_MEMBERS.some((name) => Object.hasOwn(key as object, name));
}

const IsWebAddress = (): PropertyDecorator =>
  rule('isWebAddress', isWebAddress, { message: 'must be an https URL without user or fragment' });

/** Whether http is allowed is a setting, known where keys are fetched. */
function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !isVisibleId(value) || !URL.canParse(value)) {
    return false;
  }
  const { protocol, username, password, hash } = new URL(value);
  return (
    ['https:', 'http:'].includes(protocol) && username === '' && password === '' && hash === ''
  );
}

export class IssuerParamsDto {
  @ApiProperty({ example: 'corporate-login' })
  @IsId()
  id!: string;
}

export class ListIssuersQueryDto extends ListQueryDto {}

export class PutIssuerDto {
  @ApiProperty({ example: 'https://login.example.com', description: '`iss`, byte by byte.' })
  @IsIssuer()
  issuer!: string;

  @ApiProperty({
    isArray: true,
    enum: TOKEN_PURPOSES,
    description: 'What its tokens may prove: who calls, or for whom and by whom is asked.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TOKEN_PURPOSES.length)
  @ArrayUnique()
  @IsIn(TOKEN_PURPOSES, { each: true })
  purposes!: TokenPurpose[];

  @ApiPropertyOptional({ description: 'Where its keys are. This or `jwks`.' })
  @MayBeAbsent()
  @IsWebAddress()
  jwksUri?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Its keys.' })
  @MayBeAbsent()
  @IsKeySet()
  jwks?: { keys: PublicJwk[] };

  @ApiProperty({ isArray: true, type: String, description: 'A token must name one of them.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_NAMES)
  @ArrayUnique()
  @IsId({ each: true })
  audiences!: string[];

  @ApiProperty({ isArray: true, enum: TOKEN_ALGORITHMS })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TOKEN_ALGORITHMS.length)
  @ArrayUnique()
  @IsIn(TOKEN_ALGORITHMS, { each: true })
  algorithms!: string[];

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    default: ['JWT', 'at+jwt'],
    description: 'Accepted `typ` values; a token without one counts as `JWT`.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_NAMES)
  @IsId({ each: true })
  types?: string[];

  @ApiPropertyOptional({ minimum: 0, maximum: MAX_CLOCK_SKEW_SECONDS, default: 60 })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(MAX_CLOCK_SKEW_SECONDS)
  clockSkewSeconds?: number;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: MAX_AGE_SECONDS,
    description: 'Longest time since `iat`; without it `exp` alone bounds a token.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(MAX_AGE_SECONDS)
  maxAgeSeconds?: number;

  @ApiPropertyOptional({ default: false, description: 'Whether a token (its `jti`) is good once.' })
  @MayBeAbsent()
  @IsBoolean()
  singleUse?: boolean;

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description: 'Further namespaces that its tokens may name actors in (`act.iss`).',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @IsIssuer({ each: true })
  actorIssuers?: string[];
}

export class IssuerDto extends PutIssuerDto {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  revision!: number;
}

export class IssuerPageDto {
  @ApiProperty({ isArray: true, type: IssuerDto })
  items!: readonly IssuerDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
