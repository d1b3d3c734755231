import {
  escapeSelector,
  includesAll,
  includesResources,
  parseSelector,
  selects,
} from '@legate/core';
import type { ResourceSelector, Selector } from '@legate/core';
import { selectorOf } from '@legate/testing';
import fc from 'fast-check';
import { matches } from '../reference/matches.js';
import { runs } from './support/runs.js';

/** All values of 1 to `most` segments. */
function valuesOver(alphabet: readonly string[], most: number): readonly string[] {
  const longer = (values: readonly string[]): readonly string[] =>
    values.flatMap((value) => alphabet.map((segment) => `${value}/${segment}`));
  const byLength = [alphabet];
  while (byLength.length < most) {
    byLength.push(longer(byLength.at(-1) ?? []));
  }
  return byLength.flat();
}

// "z" is in no selector, so it stands for every segment that none names; and patterns have at most 3 segments, so
// that one more stands for every greater length.
const VALUES = valuesOver(['a', 'b', 'z', '*', '.', '..', ''], 4);
const SHORT_VALUES = valuesOver(['a', 'z', '..'], 3);

function selectorsOver(alphabet: readonly string[], maxLength: number): fc.Arbitrary<Selector> {
  return fc
    .array(fc.constantFrom(...alphabet), { minLength: 1, maxLength })
    .map((parts) => parseSelector(parts.join('/')))
    .filter((parsed) => typeof parsed !== 'string');
}

const SELECTORS = selectorsOver(['a', 'b', '*', '*', '**', '\\*', '.', '..', ''], 3);
const SHORT_SELECTORS = selectorsOver(['a', '*', '**', '*', '..'], 2);
const listsOf = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 5 });

const selected = new Map<string, ReadonlySet<string>>();
/** The values of the alphabet that the selector selects, one by one. */
function valuesIn(selector: Selector, among: readonly string[]): ReadonlySet<string> {
  const key = `${among.length} ${selector.text}`;
  const found = selected.get(key) ?? new Set(among.filter((value) => selects(selector, value)));
  selected.set(key, found);
  return found;
}

const isInAny = (outer: readonly Selector[], value: string): boolean =>
  outer.some((selector) => valuesIn(selector, VALUES).has(value));

describe('a selector', () => {
  it('selects what its regular expression matches', () => {
    fc.assert(
      fc.property(SELECTORS, (selector) => {
        const matched = VALUES.filter((value) => matches(selector.text, value));
        expect([...valuesIn(selector, VALUES)]).toEqual(matched);
      }),
      runs(300),
    );
  });

  it('includes, one or a list of them, exactly what brute force finds', () => {
    let included = 0;
    fc.assert(
      fc.property(listsOf(SELECTORS), listsOf(SELECTORS), (outer, inner) => {
        const all = inner.every((selector) =>
          [...valuesIn(selector, VALUES)].every((value) => isInAny(outer, value)),
        );
        included += Number(all && inner.length > 0);
        expect(includesAll(outer, inner)).toBe(all);
      }),
      runs(6000),
    );
    expect(included).toBeGreaterThan(0);
  });

  it('includes, as a union that splits an open pattern by length, what brute force finds', () => {
    const stars = selectorsOver(['*', '*', '*', '**', 'a'], 3);
    fc.assert(
      fc.property(listsOf(stars), stars, (outer, inner) => {
        const all = [...valuesIn(inner, VALUES)].every((value) => isInAny(outer, value));
        expect(includesAll(outer, [inner])).toBe(all);
      }),
      runs(4000),
    );
  });

  it('includes, as type and id of a resource, exactly what brute force finds', () => {
    const resource: fc.Arbitrary<ResourceSelector> = fc.record({
      type: SHORT_SELECTORS,
      id: SHORT_SELECTORS,
    });
    const covers = (outer: readonly ResourceSelector[], type: string, id: string): boolean =>
      outer.some(
        (one) =>
          valuesIn(one.type, SHORT_VALUES).has(type) && valuesIn(one.id, SHORT_VALUES).has(id),
      );
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), resource, (outer, inner) => {
        const all = [...valuesIn(inner.type, SHORT_VALUES)].every((type) =>
          [...valuesIn(inner.id, SHORT_VALUES)].every((id) => covers(outer, type, id)),
        );
        expect(includesResources(outer, [inner])).toBe(all);
      }),
      runs(6000),
    );
  });

  it('is included in itself, and in what includes what includes it', () => {
    fc.assert(
      fc.property(listsOf(SELECTORS), listsOf(SELECTORS), listsOf(SELECTORS), (one, two, three) => {
        expect(includesAll(one, one)).toBe(true);
        if (includesAll(one, two) && includesAll(two, three)) {
          expect(includesAll(one, three)).toBe(true);
        }
      }),
      runs(2000),
    );
  });

  it('made by escaping any value selects that value and no other', () => {
    const value = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('*', '\\', '/', '.', 'a'), { minLength: 1 })
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(value, value, (one, other) => {
        const selector = selectorOf(escapeSelector(one));
        expect(selector).toMatchObject({ exact: one, open: false });
        expect(selects(selector, one)).toBe(true);
        expect(selects(selector, other)).toBe(one === other);
      }),
      runs(2000),
    );
  });

  it('is parsed or refused, whatever the text, and keeps the text as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('*', '**', '\\', '/', '.', 'a', ' ')), (parts) => {
        const text = parts.join('');
        const parsed = parseSelector(text);
        expect(typeof parsed === 'string' ? parsed.length > 0 : parsed.text === text).toBe(true);
      }),
      runs(1000),
    );
  });
});
