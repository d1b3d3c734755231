import { InvalidRequestError, parseScope } from '@legate/core';
import type { ScopeProblem, ScopeText } from '@legate/core';
import type { GrantInput, NewGrant } from './grant.js';

/**
 * Parses the selectors, constraints and times of a grant.
 *
 * @throws InvalidRequestError `request.invalid` with every problem and its JSON pointer.
 */
export function parseGrant(input: GrantInput): NewGrant {
  const text: ScopeText = {
    actions: input.actions,
    resources: input.resources.map(({ type, id }) => ({ type, id })),
    constraints: input.constraints ?? [],
  };
  const parsed = parseScope(text);
  const notBefore = toTime(input.notBefore);
  const expiresAt = toTime(input.expiresAt);
  const problems = [
    ...parsed.problems,
    ...findWrongParties(input),
    ...findWrongSpan(notBefore, expiresAt),
  ];
  if (!('scope' in parsed) || problems.length > 0) {
    throw invalid(problems);
  }
  const { purpose = null, audience = null, maxDepth = 0, reason = null } = input;
  return {
    grantor: { kind: input.grantor.kind, id: input.grantor.id },
    grantee: { kind: input.grantee.kind, id: input.grantee.id },
    parent: input.parent ?? null,
    reason,
    terms: { ...parsed.scope, purpose, audience, notBefore, expiresAt, maxDepth },
    text,
  };
}

function toTime(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}

function findWrongParties({ grantor, grantee }: GrantInput): readonly ScopeProblem[] {
  return grantor.kind === grantee.kind && grantor.id === grantee.id
    ? [{ pointer: '/grantee', message: 'the grantee must be another identity than the grantor' }]
    : [];
}

function findWrongSpan(
  notBefore: number | null,
  expiresAt: number | null,
): readonly ScopeProblem[] {
  return notBefore !== null && expiresAt !== null && notBefore >= expiresAt
    ? [{ pointer: '/expiresAt', message: 'expiresAt must be later than notBefore' }]
    : [];
}

function invalid(problems: readonly ScopeProblem[]): InvalidRequestError {
  return new InvalidRequestError(
    'request.invalid',
    problems.map(({ message }) => message).join('; '),
    {
      details: { problems: problems.map(({ pointer, message }) => ({ pointer, message })) },
    },
  );
}
