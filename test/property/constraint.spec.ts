import { isNarrower, isSatisfied, parseConstraint } from '@legate/core';
import type { Attributes, Constraint, ConstraintView, Json } from '@legate/core';
import fc from 'fast-check';
import { meets } from '../reference/meets.js';
import type { ConstraintText } from '../reference/world.js';
import { runs } from './support/runs.js';

const SCALARS = [0, 1, 2, -1, 1.5, 'a', 'a/b', 'a/b/c', 'ab', 'a/../b', '', '1', true, false];
const VALUES: readonly (Json | undefined)[] = [
  undefined,
  ...SCALARS,
  -0,
  3,
  1e308,
  Infinity,
  -Infinity,
  NaN,
  'a/',
  '/a',
  'a//b',
  '..',
  'a/b/c/d',
  'b',
  null,
  [],
  [1],
  ['a'],
  {},
  { x: 1 },
  { 0: 'a' },
];
/** Around every full hour that windows below start or end at, through more than a week, before and after 1970. */
const TIMES = Array.from({ length: 8 * 24 }, (_, hour) =>
  [-5, 2961].map((days) => (days * 24 + hour) * 3_600_000),
)
  .flat()
  .flatMap((moment) => [moment - 1, moment]);

const VIEWS: readonly ConstraintView[] = VALUES.flatMap((x) => {
  const members: Attributes = x === undefined ? {} : { x };
  return ['context', 'action', 'resource'].map((root) => ({
    action: { properties: root === 'action' ? members : {} },
    resource: { properties: root === 'resource' ? members : {} },
    context: root === 'context' ? members : {},
    now: 0,
  }));
});
const MOMENTS: readonly ConstraintView[] = TIMES.map((now) => ({
  action: { properties: {} },
  resource: { properties: {} },
  context: {},
  now,
}));

const scalar = fc.constantFrom(...SCALARS);
const path = fc.constantFrom(
  'context.x',
  'context.x',
  'action.properties.x',
  'resource.properties.x',
);
const value = fc.oneof(
  fc.record({ op: fc.constantFrom('max', 'min'), value: fc.constantFrom(-1, 0, 1, 1.5, 2) }),
  fc.record({ op: fc.constant('equals'), value: scalar }),
  fc.record({ op: fc.constant('oneOf'), value: fc.array(scalar, { minLength: 1, maxLength: 4 }) }),
  fc.record({ op: fc.constant('prefix'), value: fc.constantFrom('a', 'a/b', 'ab', 'a/b/c') }),
);
const hour = fc.constantFrom('00:00', '08:00', '09:00', '18:00', '23:00');
const days = fc.uniqueArray(fc.constantFrom('mon', 'tue', 'sat', 'sun', 'thu'), { minLength: 1 });
const windows = fc
  .record({
    from: hour,
    to: fc.oneof(hour, fc.constant('24:00')),
    days: fc.option(days, { nil: undefined }),
  })
  .map(({ from, to, days: named }) => ({ from, to, ...(named !== undefined && { days: named }) }))
  .map((window) => ({ path: 'now', op: 'timeWindow', value: window }));

function parse(candidate: Attributes): Constraint {
  const constraint = parseConstraint(candidate);
  if (typeof constraint === 'string') {
    throw new Error(constraint);
  }
  return constraint;
}

const later = windows.filter(({ value: { from, to } }) => from < to);
const CONSTRAINTS: fc.Arbitrary<Constraint> = fc
  .oneof(
    { weight: 4, arbitrary: fc.tuple(path, value).map(([at, rest]) => ({ path: at, ...rest })) },
    { weight: 1, arbitrary: later },
  )
  .map(parse);

const viewsOf = ({ op }: Constraint): readonly ConstraintView[] =>
  op === 'timeWindow' ? MOMENTS : VIEWS;

describe('a constraint', () => {
  it('is met by what the naive reference finds to meet it', () => {
    fc.assert(
      fc.property(CONSTRAINTS, (constraint) => {
        for (const view of viewsOf(constraint)) {
          const asked = {
            action: view.action.properties,
            resource: view.resource.properties,
            context: view.context,
            now: view.now,
          };
          const wanted = meets(constraint as unknown as ConstraintText, asked);
          expect({ view, met: isSatisfied(constraint, view) }).toEqual({ view, met: wanted });
        }
      }),
      runs(150),
    );
  });

  it('that is narrower than another is met by nothing that does not meet the other', () => {
    let narrower = 0;
    fc.assert(
      fc.property(CONSTRAINTS, CONSTRAINTS, (inner, outer) => {
        if (isNarrower(inner, outer)) {
          narrower += 1;
          const past = viewsOf(inner).filter(
            (view) => isSatisfied(inner, view) && !isSatisfied(outer, view),
          );
          expect(past).toEqual([]);
        }
      }),
      runs(8000),
    );
    expect(narrower).toBeGreaterThan(0);
  });

  it('is narrower wherever it is met by less and both are of one operator', () => {
    const isLess = (inner: Constraint, outer: Constraint): boolean =>
      viewsOf(inner).every((view) => !isSatisfied(inner, view) || isSatisfied(outer, view));
    fc.assert(
      fc.property(CONSTRAINTS, CONSTRAINTS, (inner, outer) => {
        if (inner.op === outer.op && inner.path === outer.path && isLess(inner, outer)) {
          expect(isNarrower(inner, outer)).toBe(true);
        }
      }),
      runs(2000),
    );
  });

  it('is narrower than itself, and than what one that it is narrower than is narrower than', () => {
    fc.assert(
      fc.property(CONSTRAINTS, CONSTRAINTS, CONSTRAINTS, (one, two, three) => {
        expect(isNarrower(one, one)).toBe(true);
        if (isNarrower(one, two) && isNarrower(two, three)) {
          expect(isNarrower(one, three)).toBe(true);
        }
      }),
      runs(8000),
    );
  });

  it('is parsed or refused with a reason, whatever it is, and never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('path', 'op', 'value'), fc.jsonValue()), (any) => {
        const result = parseConstraint(any as Attributes);
        expect(typeof result === 'string' ? result.length > 0 : result).toBeTruthy();
      }),
      runs(1000),
    );
  });
});
