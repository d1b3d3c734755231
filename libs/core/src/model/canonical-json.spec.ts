import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it('does not depend on the order of members, at any depth', () => {
    const one = canonicalJson({ b: [{ y: 1, x: null }], a: 'ä' });
    expect(one).toBe(canonicalJson({ a: 'ä', b: [{ x: null, y: 1 }] }));
    expect(one).toBe('{"a":"ä","b":[{"x":null,"y":1}]}');
  });

  it('tells apart what differs', () => {
    const values = [{ a: 1 }, { a: '1' }, { a: [1] }, { a: 1, b: 1 }, [{ a: 1 }], [1, 2], [2, 1]];
    expect(new Set(values.map(canonicalJson)).size).toBe(values.length);
  });
});
