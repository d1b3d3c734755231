import { PackageResultCache } from './package-result-cache.js';
import { isRefused, readPackageResult } from './package-result.js';

const set = (result: unknown): string => JSON.stringify([{ result }]);
const custom = { id: 'o', type: 'custom', properties: {} };

describe('readPackageResult', () => {
  it('reads exactly the expected shape', () => {
    const result = { permit: ['a'], guard: ['g'], obligations: [custom], advice: [custom] };
    expect(readPackageResult(set(result))).toEqual({
      permits: ['a'],
      provenGuards: ['g'],
      obligations: [custom],
      advice: [custom],
    });
  });

  it('takes a member that is not there as empty', () => {
    expect(readPackageResult(set({}))).toEqual({
      permits: [],
      provenGuards: [],
      obligations: [],
      advice: [],
    });
  });

  it.each([
    '[]',
    'null',
    '{}',
    '[null]',
    '[{}]',
    '[{"result":true}]',
    '[{"result":null}]',
    '[{"result":[]}]',
    '[{"result":{}},{"result":{}}]',
    set({ permit: true }),
    set({ permit: 'admin' }),
    set({ permit: { admin: true } }),
    set({ permit: ['a', 1] }),
    set({ permit: ['a', null] }),
    set({ permit: ['a'], guard: true }),
    set({ permit: ['a'], guard: [['g']] }),
    set({ permit: ['a'], allow: true }),
  ])('WASM-1: refuses %s', (json) => {
    expect(readPackageResult(json)).toMatchObject({ reason: 'indeterminate.policy_error' });
  });

  it.each([
    { obligations: [{}] },
    { obligations: [custom, { ...custom, type: 'unknown' }] },
    { obligations: 'x' },
    { obligations: { o: custom } },
  ])('OBL-2: refuses %j', (result) => {
    expect(readPackageResult(set({ permit: ['a'], ...result }))).toMatchObject({
      reason: 'indeterminate.obligation',
    });
  });
});

describe('advice of a package', () => {
  it.each([[{}], [custom, { ...custom, more: 1 }], 'x', { a: custom }])(
    'OBL-2: fails the package when it is %j, whatever it permits',
    (advice) => {
      expect(readPackageResult(set({ permit: ['a'], advice }))).toEqual({
        reason: 'indeterminate.advice',
        detail: expect.any(String),
      });
    },
  );
});

describe('PackageResultCache', () => {
  it('gives what reading gives, and what it shares cannot be changed', () => {
    const cache = new PackageResultCache();
    const json = set({ permit: ['a'], guard: [] });
    const first = cache.read(json);
    expect(first).toEqual(readPackageResult(json));
    expect(cache.read(json)).toBe(first);
    expect(isRefused(first)).toBe(false);
    expect(() => {
      (first as unknown as { permits: string[] }).permits.push('admin');
    }).toThrow(TypeError);
  });

  it('stays right when more answers come than it keeps', () => {
    const cache = new PackageResultCache();
    for (let i = 0; i < 3000; i++) {
      expect(cache.read(set({ permit: [`p${i}`] }))).toMatchObject({ permits: [`p${i}`] });
    }
  });
});
