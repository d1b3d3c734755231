import { selectorOf, termsOf } from '@legate/testing';
import type { TermsText } from '@legate/testing';
import { findWidenings, includesResources, printTerms } from './attenuation.js';

const NOON = Date.UTC(2026, 10, 23, 12);

/** Everything bounded, so that each dimension can be widened by itself. */
const PARENT: TermsText = {
  actions: ['read', 'list'],
  resources: [{ type: 'doc', id: 'fin/**' }],
  constraints: [{ path: 'context.amount', op: 'max', value: 100 }],
  purpose: 'audit',
  audience: ['crm', 'erp'],
  notBefore: NOON,
  expiresAt: NOON + 60_000,
  maxDepth: 2,
};
const CHILD: TermsText = { ...PARENT, maxDepth: 1 };

function widened(parent: TermsText, child: TermsText): readonly string[] {
  return findWidenings(termsOf(parent), termsOf(child)).map(({ dimension }) => dimension);
}

describe('findWidenings', () => {
  it('finds none below a parent with equal terms and one level less', () => {
    expect(widened(PARENT, CHILD)).toEqual([]);
  });

  it.each<[string, TermsText]>([
    ['fewer actions', { actions: ['read'] }],
    ['no actions', { actions: [] }],
    ['a part of the resources', { resources: [{ type: 'doc', id: 'fin/*' }] }],
    [
      'a further constraint',
      {
        constraints: [
          { path: 'context.region', op: 'equals', value: 'eu' },
          { path: 'context.amount', op: 'max', value: 99 },
        ],
      },
    ],
    ['a part of the audience', { audience: ['erp'] }],
    ['a later start', { notBefore: NOON + 1 }],
    ['an earlier end', { expiresAt: NOON + 1 }],
    ['no depth', { maxDepth: 0 }],
  ])('finds none in %s', (_, change) => {
    expect(widened(PARENT, { ...CHILD, ...change })).toEqual([]);
  });

  it.each<[string, TermsText, string]>([
    ['another action', { actions: ['read', 'write'] }, 'actions'],
    ['a pattern over actions', { actions: ['*'] }, 'actions'],
    ['another type', { resources: [{ type: '*', id: 'fin/**' }] }, 'resources'],
    ['a further audience', { audience: ['crm', 'mail'] }, 'audience'],
    ['no audience', { audience: null }, 'audience'],
    ['more ids', { resources: [{ type: 'doc', id: '**' }] }, 'resources'],
    ['no constraint', { constraints: [] }, 'constraints'],
    [
      'a looser constraint',
      { constraints: [{ path: 'context.amount', op: 'max', value: 101 }] },
      'constraints',
    ],
    [
      'a constraint that cannot be compared',
      { constraints: [{ path: 'context.amount', op: 'min', value: 1 }] },
      'constraints',
    ],
    ['no purpose', { purpose: null }, 'purpose'],
    ['another purpose', { purpose: 'sales' }, 'purpose'],
    ['no start', { notBefore: null }, 'notBefore'],
    ['an earlier start', { notBefore: NOON - 1 }, 'notBefore'],
    ['no end', { expiresAt: null }, 'expiresAt'],
    ['a later end', { expiresAt: NOON + 60_001 }, 'expiresAt'],
    ['the same depth', { maxDepth: 2 }, 'maxDepth'],
  ])('finds %s below a parent', (_, change, dimension) => {
    expect(widened(PARENT, { ...CHILD, ...change })).toEqual([dimension]);
  });

  it('lets a child be bounded where its parent is not', () => {
    expect(widened({ maxDepth: 2 }, { ...CHILD, actions: ['read'] })).toEqual([]);
  });

  it('refuses any child below a grant without depth, the default', () => {
    expect(widened({}, {})).toEqual(['maxDepth']);
  });

  it('gives both values as the API writes them', () => {
    const child = { ...CHILD, actions: ['**'], expiresAt: null };
    expect(findWidenings(termsOf(PARENT), termsOf(child))).toEqual([
      { dimension: 'actions', parent: ['read', 'list'], offered: ['**'] },
      { dimension: 'expiresAt', parent: '2026-11-23T12:01:00.000Z', offered: null },
    ]);
  });
});

describe('includesResources', () => {
  const pairs = (
    ...texts: string[]
  ): { type: ReturnType<typeof selectorOf>; id: ReturnType<typeof selectorOf> }[] =>
    texts.map((text) => {
      const [type = '', id = ''] = text.split(' ');
      return { type: selectorOf(type), id: selectorOf(id) };
    });

  it.each([
    [['doc **'], ['doc a/*']],
    [['* **'], ['doc a', 'file **']],
    [['* *', '* */**'], ['* **']],
    [['* **', '*/** *', '*/** */**'], ['** **']],
    [['doc *', 'doc */**', 'x y'], ['doc **']],
    [[], []],
  ])('%j include %j', (outer, inner) => {
    expect(includesResources(pairs(...outer), pairs(...inner))).toBe(true);
  });

  it.each([
    [['doc a'], ['file a']],
    [['doc a', 'file b'], ['doc b']],
    [['* *', '*/** */**'], ['** **']],
    [['* **', '*/** *'], ['** **']],
    [['** *'], ['** **']],
    [[], ['doc a']],
  ])('%j do not include %j', (outer, inner) => {
    expect(includesResources(pairs(...outer), pairs(...inner))).toBe(false);
  });

  it('answers for the longest lists of the longest selectors there can be (no write may hang the service)', () => {
    const stars = (count: number): string => Array.from({ length: count }, () => '*').join('/');
    const rising = Array.from({ length: 254 }, (_, at) => `** ${stars(at + 1)}`);
    const outer = [...rising, `** ${stars(254)}/**`, `${stars(512)} ${stars(512)}`];
    const inner = Array.from({ length: 256 }, () => '** **');
    expect(includesResources(pairs(...outer), pairs(...inner))).toBe(true);
    expect(includesResources(pairs(...outer.slice(1)), pairs(...inner))).toBe(false);
  });
});

describe('printTerms', () => {
  it('writes terms as the API does', () => {
    expect(printTerms(termsOf(PARENT))).toEqual({
      ...PARENT,
      notBefore: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-11-23T12:01:00.000Z',
    });
  });
});
