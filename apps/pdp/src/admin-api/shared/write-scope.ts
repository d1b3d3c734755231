import { InvalidRequestError } from '@legate/core';
import type { Precondition, WriteScope } from '@legate/persistence';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';

const ENTITY_TAGS = /^\s*(W\/)?"[^"]*"\s*(,\s*(W\/)?"[^"]*"\s*)*$/;
const REVISION_TAG = /^"(\d{1,15})"$/;

/** Who writes, in which tenant, and what the request demands of the object as it is stored. */
export const CurrentScope = createParamDecorator(
  (_: unknown, context: ExecutionContext): WriteScope =>
    writeScope(context.switchToHttp().getRequest<FastifyRequest>()),
);

export function writeScope(request: FastifyRequest): WriteScope {
  return { ...plainScope(request), ...readPrecondition(request) };
}

/** The same of a request that demands nothing of any one object. */
export function plainScope(request: FastifyRequest): WriteScope {
  const { tenant, id } = callerOf(request);
  const { audit = null } = request;
  return { tenant, author: id, ...(audit !== null && { origin: audit }) };
}

/** The entity tag of an object: its revision. */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}

/** Reads If-Match and If-None-Match (RFC 9110 section 13.1). @throws InvalidRequestError when malformed */
export function readPrecondition({ headers }: FastifyRequest): Precondition {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  return {
    ...(ifMatch !== undefined && { ifMatch: readTags(ifMatch, 'If-Match') }),
    ...(ifNoneMatch !== undefined && { ifNoneMatch: readTags(ifNoneMatch, 'If-None-Match') }),
  };
}

/** Tags that are not ours match nothing, nor do weak ones, which no object of ours has. */
function readTags(text: string, header: string): readonly number[] | 'any' {
  if (text.trim() === '*') {
    return 'any';
  }
  if (!ENTITY_TAGS.test(text)) {
    throw new InvalidRequestError(
      'request.invalid',
      `${header} must be * or a list of entity tags`,
    );
  }
  return text.split(',').flatMap((tag) => {
    const [, revision] = REVISION_TAG.exec(tag.trim()) ?? [];
    return revision === undefined ? [] : [Number(revision)];
  });
}
