import { NEVER_ASSERTED } from '@legate/callers';
import type { TrustRecord } from '@legate/callers';
import { IDENTITY_KINDS, isVisibleId, parseSelector } from '@legate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { MayBeAbsent, rule } from '../shared/validation.js';

const MAX_PATTERNS = 256;
const MAX_NAMES = 64;
const PATTERN = {
  type: 'object',
  additionalProperties: { type: 'string' },
} as const;

/** Words, or a list of objects with exactly these two members, the second a selector. */
function IsPatterns(words: readonly string[], isFirst: (value: unknown) => boolean, first: string) {
  const isPattern = (value: unknown): boolean => {
    const { [first]: one, id, ...more } = (value ?? {}) as Record<string, unknown>;
    const isId = typeof id === 'string' && isVisibleId(id) && typeof parseSelector(id) !== 'string';
    return typeof value === 'object' && isFirst(one) && isId && Object.keys(more).length === 0;
  };
  const isValid = (value: unknown): boolean =>
    Array.isArray(value)
      ? value.length <= MAX_PATTERNS && value.every(isPattern)
      : typeof value === 'string' && words.includes(value);
  const message = `must be ${words.join(', ')}, or a list of at most ${MAX_PATTERNS} {${first}, id}`;
  const validate = rule('isPatterns', isValid, { message });
  return (target: object, property: string | symbol): void => {
    validate(target, property);
    // Kept as it is: the transformation would make objects of no class out of it.
    Transform(({ obj }) => (obj as Record<string | symbol, unknown>)[property])(target, property);
  };
}

const IsAttributeName = (): PropertyDecorator =>
  rule(
    'isAttributeName',
    (value) => typeof value === 'string' && isVisibleId(value) && !NEVER_ASSERTED.has(value),
    {
      each: true,
      message: `must be names, and none of ${[...NEVER_ASSERTED].join(', ')}`,
    },
  );

const isText = (value: unknown): boolean => typeof value === 'string' && isVisibleId(value);
const isKind = (value: unknown): boolean => IDENTITY_KINDS.some((kind) => kind === value);

/** What a caller may assert. */
export class TrustDto implements TrustRecord {
  @ApiPropertyOptional({
    oneOf: [{ enum: ['any', 'none'] }, { type: 'array', items: PATTERN }],
    default: 'any',
    description:
      'Whom it may name as the subject without a token that proves it: type and id as requests have them, the id as a selector.',
  })
  @MayBeAbsent()
  @IsPatterns(['any', 'none'], isText, 'type')
  subjects?: NonNullable<TrustRecord['subjects']>;

  @ApiPropertyOptional({
    oneOf: [{ enum: ['any'] }, { type: 'array', items: PATTERN }],
    default: 'any',
    description:
      'For whom it may speak, proven or not: the actor, or the subject where it acts alone. Kind, and id as a selector.',
  })
  @MayBeAbsent()
  @IsPatterns(['any'], isKind, 'kind')
  actsAs?: NonNullable<TrustRecord['actsAs']>;

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description: 'Subject properties that are taken from requests, above what is stored.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @ArrayUnique()
  @IsAttributeName()
  subjectAttributes?: string[];

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description:
      'Members of `act` that are taken as properties of the actor, above what is stored.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @ArrayUnique()
  @IsAttributeName()
  actorAttributes?: string[];

  @ApiPropertyOptional({ enum: ['optional', 'required'], default: 'optional' })
  @MayBeAbsent()
  @IsIn(['optional', 'required'])
  token?: 'optional' | 'required';
}
