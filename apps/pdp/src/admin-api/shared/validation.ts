import { InvalidRequestError, isVisibleId } from '@legate/core';
import type { Json } from '@legate/core';
import { Inject, Injectable, Optional, ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID, registerDecorator, ValidateIf } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { findJsonProblem, findTextProblem } from './json-bounds.js';
import { PageLimits } from './page-limits.js';

/**
 * Validates admin requests: unknown members are refused, nothing is coerced, and every problem is named with its
 * JSON pointer.
 */
@Injectable()
export class AdminValidationPipe extends ValidationPipe {
  /** @param pages not needed where there are no queries */
  constructor(@Optional() @Inject(PageLimits) private readonly pages?: PageLimits) {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) => toInvalidRequest(errors.flatMap((error) => flatten(error, ''))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (metadata.type === 'body' && !isObject) {
      throw new InvalidRequestError('request.invalid', 'the body must be a JSON object');
    }
    if (isObject && metadata.type !== 'custom') {
      refuseInherited(value);
    }
    const given = metadata.type === 'body' ? copyJson(value as Json) : value;
    const valid = (await super.transform(given, metadata)) as unknown;
    this.pages?.apply(valid);
    return valid;
  }
}

/** Of each copied object the one that was sent. */
const originals = new WeakMap<object, object>();

/** Nest strips members such as "constructor" from what it validates; the copy leaves what was sent alone. */
function copyJson(value: Json): Json {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(copyJson);
  }
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, copyJson(member)]),
  );
  originals.set(copy, value);
  return copy;
}

/** No DTO has a member named as one of every object, and it would be left out unseen. */
function refuseInherited(value: object): void {
  const problems = Object.keys(value)
    .filter((name) => name in Object.prototype || name === 'prototype')
    .map((name) => ({ pointer: `/${name}`, message: `property ${name} should not exist` }));
  if (problems.length > 0) {
    throw toInvalidRequest(problems);
  }
}

interface Problem {
  readonly pointer: string;
  readonly message: string;
}

function flatten(error: ValidationError, base: string): readonly Problem[] {
  // RFC 6901 section 3.
  const pointer = `${base}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ pointer, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, pointer))];
}

function toInvalidRequest(problems: readonly Problem[]): InvalidRequestError {
  const summary = problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
  return new InvalidRequestError('request.invalid', summary, {
    details: { problems: problems.map(({ pointer, message }) => ({ pointer, message })) },
  });
}

/** The member may be absent; null is a value like another, and wrong where the type does not allow it. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A UUID (RFC 9562); kept in lower case, so that one has one name. */
export function IsUuid(): PropertyDecorator {
  return (target, property) => {
    IsUUID()(target, property);
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.toLowerCase() : value,
    )(target, property);
  };
}

/** An id as `isVisibleId` says: 1 to 1,024 bytes, visible characters. */
export const IsId = (options: { each?: boolean } = {}): PropertyDecorator =>
  rule('isId', (value) => typeof value === 'string' && isVisibleId(value), {
    ...options,
    message: 'must be 1 to 1,024 bytes of visible characters',
  });

/** Text that can be stored: no NUL, no lone surrogate. Its length is said beside it. */
export const IsStorableText = (): PropertyDecorator =>
  rule('isStorableText', (value) => typeof value === 'string' && findTextProblem(value) === null, {
    message: 'must be text without NUL or lone surrogates',
  });

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** A point in time (RFC 3339 section 5.6) with its offset from UTC. */
export const IsTimestamp = (): PropertyDecorator =>
  rule('isTimestamp', isTimestamp, {
    message: 'must be an RFC 3339 time such as 2026-01-31T12:00:00Z',
  });

function isTimestamp(value: unknown): boolean {
  return typeof value === 'string' && RFC3339.test(value) && isCalendarTime(value);
}

/** 9999-12-31T23:59:59.999Z: later years have no RFC 3339 form. */
const LATEST_TIME = 253_402_300_799_999;

// `Date.parse` rolls 31 February over into March.
function isCalendarTime(value: string): boolean {
  const instant = Date.parse(value);
  const local = Date.parse(`${value.slice(0, 19)}Z`);
  return (
    instant >= 0 &&
    instant <= LATEST_TIME &&
    !Number.isNaN(local) &&
    new Date(local).toISOString().slice(0, 19) === value.slice(0, 19)
  );
}

/** A JSON object that can be stored and read back as it is; kept untouched by the transformation. */
export function IsJsonObject(options: { each?: boolean } = {}): PropertyDecorator {
  const validate = rule('isJsonObject', (value) => findJsonProblem(value as Json) === null, {
    ...options,
    message: ({ value }) => findJsonProblem(value as Json) ?? 'must be a list of JSON objects',
  });
  return (target, property) => {
    validate(target, property);
    Transform(({ obj }) => sent(obj as object)[property])(target, property);
  };
}

function sent(obj: object): Record<string | symbol, unknown> {
  return (originals.get(obj) ?? obj) as Record<string | symbol, unknown>;
}

interface RuleOptions {
  readonly each?: boolean;
  readonly message: string | ((args: { readonly value: unknown }) => string);
}

export function rule(
  name: string,
  validate: (value: unknown) => boolean,
  options: RuleOptions,
): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options,
      validator: { validate },
    });
  };
}
