import { aView } from '@legate/testing';
import type { Attributes, Json } from '../model/json.js';
import { isSatisfied, parseConstraint } from './constraint.js';
import type { Constraint, ConstraintView } from './constraint.js';

function constraintOf(candidate: Attributes): Constraint {
  const parsed = parseConstraint(candidate);
  if (typeof parsed === 'string') {
    throw new Error(parsed);
  }
  return parsed;
}

const WINDOW = { from: '08:00', to: '18:00' };

describe('parseConstraint', () => {
  it.each<Attributes>([
    { path: 'context.amount', op: 'max', value: -1.5 },
    { path: 'action.properties.amount', op: 'min', value: 0 },
    { path: 'resource.properties.a-b.c_d', op: 'equals', value: 'x' },
    { path: 'context.__proto__', op: 'equals', value: false },
    { path: 'context.x', op: 'equals', value: 1 },
    { path: 'context.x', op: 'oneOf', value: ['a', 1, true] },
    { path: 'context.path', op: 'prefix', value: 'a/b' },
    { path: 'now', op: 'timeWindow', value: WINDOW },
  ])('takes %j as it is', (candidate) => {
    expect(parseConstraint(candidate)).toEqual(candidate);
  });

  const PATH = /^path must be/;
  const OP = /^op must be/;
  it.each<[Attributes, RegExp]>([
    [{}, PATH],
    [{ path: 'context', op: 'max', value: 1 }, PATH],
    [{ path: 'context.', op: 'max', value: 1 }, PATH],
    [{ path: 'context..a', op: 'max', value: 1 }, PATH],
    [{ path: 'context.a b', op: 'max', value: 1 }, PATH],
    [{ path: 'context.a\n', op: 'max', value: 1 }, PATH],
    [{ path: 'subject.properties.a', op: 'max', value: 1 }, PATH],
    [{ path: 'xcontext.a', op: 'max', value: 1 }, PATH],
    [{ path: 'action.name', op: 'equals', value: 'read' }, PATH],
    [{ path: 'now', op: 'max', value: 1 }, PATH],
    [{ path: 1, op: 'max', value: 1 }, PATH],
    [{ path: 'context.a', value: 1 }, OP],
    [{ path: 'context.a', op: 'lessThan', value: 1 }, OP],
    [{ path: 'context.a', op: 'constructor', value: 1 }, OP],
    [{ path: 'context.a', op: '__proto__', value: 1 }, OP],
    [{ path: 'context.a', op: ['max'], value: 1 }, OP],
    [{ path: 'context.a', op: 'timeWindow', value: WINDOW }, /needs the path "now"/],
    [{ op: 'timeWindow', value: WINDOW }, /needs the path "now"/],
    [{ path: 'now', op: 'timeWindow', value: '08:00' }, /^timeWindow needs \{from, to, days\?\}/],
    [{ path: 'context.a', op: 'max', value: 1, unit: 'EUR' }, /^unknown member "unit"/],
    [JSON.parse('{"__proto__":1}') as Attributes, /^unknown member "__proto__"/],
  ])('refuses %j', (candidate, reason) => {
    expect(parseConstraint(candidate)).toEqual(expect.stringMatching(reason));
  });

  it.each<[string, Json]>([
    ['max', '1'],
    ['max', null],
    ['max', JSON.parse('1e999') as number],
    ['min', true],
    ['min', JSON.parse('-1e999') as number],
    ['min', NaN],
    ['equals', null],
    ['equals', []],
    ['equals', {}],
    ['equals', Infinity],
    ['oneOf', []],
    ['oneOf', 'a'],
    ['oneOf', ['a', null]],
    ['oneOf', [['a']]],
    ['oneOf', [1, Infinity]],
    ['oneOf', { 0: 'a', length: 1 }],
    ['prefix', ''],
    ['prefix', 1],
    ['prefix', '/a'],
    ['prefix', 'a/'],
    ['prefix', 'a//b'],
    ['prefix', 'a/./b'],
    ['prefix', '..'],
  ])('refuses %s of %p', (op, value) => {
    expect(parseConstraint({ path: 'context.x', op, value })).toEqual(
      expect.stringMatching(new RegExp(`^${op} needs a`)),
    );
  });

  it('refuses a constraint without a value', () => {
    expect(parseConstraint({ path: 'context.x', op: 'equals' })).toMatch(/^equals needs/);
    expect(parseConstraint({ path: 'context.x', op: 'oneOf' })).toMatch(/^oneOf needs/);
  });
});

describe('isSatisfied', () => {
  const satisfied = (op: string, value: Json, actual: Json): boolean =>
    isSatisfied(constraintOf({ path: 'context.x', op, value }), aView({ context: { x: actual } }));

  it.each<[string, Json, Json]>([
    ['max', 5, 5],
    ['max', 5, -1e308],
    ['min', 5, 5],
    ['min', -5, 0],
    ['equals', 'a', 'a'],
    ['equals', 0, -0],
    ['equals', false, false],
    ['oneOf', ['a', 1, true], 1],
    ['prefix', 'a', 'a'],
    ['prefix', 'a', 'a/b'],
    ['prefix', 'a/b', 'a/b/c/d'],
  ])('%s %p is met by %p', (op, value, actual) => {
    expect(satisfied(op, value, actual)).toBe(true);
  });

  it.each<[string, Json, Json]>([
    ['max', 5, 5.0000001],
    ['max', 5, '4'],
    ['max', 5, null],
    ['max', 5, [4]],
    ['max', 5, JSON.parse('-1e999') as number],
    ['max', 5, NaN],
    ['min', 5, 4],
    ['min', 5, true],
    ['min', 5, JSON.parse('1e999') as number],
    ['min', 5, NaN],
    ['equals', 'a', 'A'],
    ['equals', '1', 1],
    ['equals', true, 1],
    ['equals', false, null],
    ['oneOf', ['a', 1], '1'],
    ['oneOf', ['a', 1], ['a']],
    ['prefix', 'a', 'ab'],
    ['prefix', 'a', 'b/a'],
    ['prefix', 'a', 'a/../b'],
    ['prefix', 'a', 'a//b'],
    ['prefix', 'a', 'a/'],
    ['prefix', 'a/b', 'a'],
    ['prefix', 'a', 1],
  ])('%s %p is not met by %p', (op, value, actual) => {
    expect(satisfied(op, value, actual)).toBe(false);
  });

  it.each<[string, Partial<ConstraintView>]>([
    ['action.properties.x', { action: { properties: { x: 1 } } }],
    ['resource.properties.x', { resource: { properties: { x: 1 } } }],
    ['context.a.b', { context: { a: { b: 1 } } }],
    ['context.__proto__', { context: JSON.parse('{"__proto__":1}') as Attributes }],
  ])('finds the attribute at %s', (path, view) => {
    const constraint = constraintOf({ path, op: 'equals', value: 1 });
    expect(isSatisfied(constraint, { ...aView(), ...view })).toBe(true);
    expect(isSatisfied(constraint, aView())).toBe(false);
  });

  it.each<[string, string, Json, Attributes]>([
    ['the length of a list', 'context.x.length', 1, { x: [1] }],
    ['an element of a list', 'context.x.0', 1, { x: [1] }],
    ['the length of a string', 'context.x.length', 1, { x: 'a' }],
    ['a member of null', 'context.x.y', 1, { x: null }],
    ['a member below a missing one', 'context.x.y', 1, {}],
    ['a name with a dot', 'context.x.y', 1, { 'x.y': 1 }],
    ['the name of a constructor', 'context.constructor.name', 'Object', {}],
    ['a name of the prototype', 'context.__proto__.x', 1, {}],
  ])('does not find %s', (_, path, value, context) => {
    const constraint = constraintOf({ path, op: 'equals', value });
    expect(isSatisfied(constraint, aView({ context }))).toBe(false);
  });

  it('does not find what an attribute inherits', () => {
    const inherited = Object.create({ x: 1 }) as Attributes;
    const constraint = constraintOf({ path: 'context.x', op: 'equals', value: 1 });
    expect(isSatisfied(constraint, aView({ context: inherited }))).toBe(false);
  });

  it('holds a time window against the clock of the request, not against its context', () => {
    const constraint = constraintOf({ path: 'now', op: 'timeWindow', value: WINDOW });
    const context = { now: '12:00' };
    expect(isSatisfied(constraint, aView({ now: Date.UTC(2026, 0, 1, 8), context }))).toBe(true);
    expect(isSatisfied(constraint, aView({ now: Date.UTC(2026, 0, 1, 18), context }))).toBe(false);
  });
});
