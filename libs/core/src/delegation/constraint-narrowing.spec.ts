import type { Json } from '../model/json.js';
import { isNarrower, parseConstraint } from './constraint.js';
import type { Constraint } from './constraint.js';

function constraintOf(
  op: string,
  value: Json,
  path = op === 'timeWindow' ? 'now' : 'context.x',
): Constraint {
  const parsed = parseConstraint({ path, op, value });
  if (typeof parsed === 'string') {
    throw new Error(parsed);
  }
  return parsed;
}

const DAY = { from: '08:00', to: '18:00' };

describe('isNarrower', () => {
  it.each<[string, Json, string, Json]>([
    ['max', 5, 'max', 5],
    ['max', 4, 'max', 5],
    ['min', 6, 'min', 5],
    ['min', 5, 'min', 5],
    ['equals', 5, 'max', 5],
    ['equals', 5, 'min', 5],
    ['equals', 'a', 'equals', 'a'],
    ['equals', 'a', 'oneOf', ['b', 'a']],
    ['oneOf', ['a'], 'equals', 'a'],
    ['oneOf', ['b', 'a'], 'oneOf', ['a', 'b', 'c']],
    ['oneOf', [1, 2], 'max', 2],
    ['oneOf', ['a/b', 'a'], 'prefix', 'a'],
    ['prefix', 'a/b', 'prefix', 'a'],
    ['prefix', 'a', 'prefix', 'a'],
    ['timeWindow', DAY, 'timeWindow', DAY],
    ['timeWindow', { ...DAY, days: ['mon'] }, 'timeWindow', DAY],
  ])('%s %j is narrower than %s %j', (innerOp, inner, outerOp, outer) => {
    expect(isNarrower(constraintOf(innerOp, inner), constraintOf(outerOp, outer))).toBe(true);
  });

  it.each<[string, Json, string, Json]>([
    ['max', 6, 'max', 5],
    ['min', 4, 'min', 5],
    ['max', 5, 'min', 5],
    ['min', 5, 'max', 5],
    ['max', 5, 'equals', 5],
    ['equals', 6, 'max', 5],
    ['equals', '5', 'max', 5],
    ['equals', true, 'equals', 1],
    ['oneOf', ['a', 'b'], 'equals', 'a'],
    ['oneOf', ['a', 'd'], 'oneOf', ['a', 'b', 'c']],
    ['oneOf', [1, '2'], 'max', 2],
    ['oneOf', ['a/b', 'ab'], 'prefix', 'a'],
    ['equals', 'a/../b', 'prefix', 'a'],
    ['prefix', 'a', 'prefix', 'a/b'],
    ['prefix', 'ab', 'prefix', 'a'],
    ['prefix', 'a', 'equals', 'a'],
    ['prefix', 'a', 'max', 1],
    ['timeWindow', DAY, 'timeWindow', { ...DAY, days: ['mon'] }],
  ])('%s %j is not narrower than %s %j', (innerOp, inner, outerOp, outer) => {
    expect(isNarrower(constraintOf(innerOp, inner), constraintOf(outerOp, outer))).toBe(false);
  });

  it('does not compare constraints on different paths', () => {
    const [one, other] = [constraintOf('max', 5, 'context.x'), constraintOf('max', 5, 'context.y')];
    expect(isNarrower(one, other)).toBe(false);
    expect(isNarrower(constraintOf('timeWindow', DAY), one)).toBe(false);
    expect(isNarrower(one, constraintOf('timeWindow', DAY))).toBe(false);
  });

  it('does not compare a time window with another operator, even on one path', () => {
    const window = constraintOf('timeWindow', DAY);
    const forged = { ...constraintOf('max', 5), path: 'now' } as Constraint;
    expect(isNarrower(window, forged)).toBe(false);
    expect(isNarrower(forged, window)).toBe(false);
  });

  it('compares the longest lists without taking their product (no write may hang the service)', () => {
    const zeros = Array.from({ length: 120_000 }, () => 0);
    const [inner, outer] = [
      constraintOf('oneOf', [...zeros, 1]),
      constraintOf('oneOf', [2, ...zeros, 1]),
    ];
    expect(isNarrower(inner, outer)).toBe(true);
    expect(isNarrower(outer, inner)).toBe(false);
  });
});
