import fc from 'fast-check';
import { findIJsonProblem } from './i-json.js';
import { readPlainJson } from './plain-json.js';
const MAX_DEPTH = 64;
describe('readPlainJson', () => {
    it.each([
        '{}',
        '[]',
        'null',
        '{"a":1,"b":{"a":-1.5},"c":[{"a":true},{"a":"x:y"}]}',
        ' { "subject" : { "type" : "user" , "id" : "ä€😀" } } ',
    ])('reads %s', (text) => {
        expect(readPlainJson(text, MAX_DEPTH)).toEqual(JSON.parse(text));
    });
    it.each([
        '',
        '{',
        '"a',
        '{"a":1,"a":2}',
        '{"a":{"b":1,"b":1}}',
        '[{"x":0},{"a":1,"a":1}]',
        '{"a\\u0062":1}',
        '{"__proto__":{"admin":true}}',
        '{"constructor":{"prototype":{}}}',
        '1e400',
        '[1e5]',
        `[${'9'.repeat(301)}]`,
        '{"a":1}}',
        '{"a"::1}',
        '{"a" "b"}',
    ])('leaves %s to the whole check (AZ-74)', (text) => {
        expect(readPlainJson(text, MAX_DEPTH)).toBeUndefined();
    });
    it('leaves what nests deeper than the bound to the whole check (AZ-75)', () => {
        const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);
        expect(readPlainJson(nested(MAX_DEPTH), MAX_DEPTH)).toBeDefined();
        expect(readPlainJson(nested(MAX_DEPTH + 1), MAX_DEPTH)).toBeUndefined();
    });
    it('reads nothing that the whole check refuses, and reads as JSON.parse does', () => {
        const text = fc.oneof(fc.json(), fc
            .array(fc.constantFrom('{', '}', '[', ']', '"a"', '"b"', ':', ',', '1', '-2.5', '1e999', 'null'))
            .map((parts) => parts.join('')), fc
            .tuple(fc.json(), fc.constantFrom('a', 'b'), fc.constantFrom('a', 'b'))
            .map(([value, one, other]) => `{"${one}":${value},"${other}":[${value}]}`));
        fc.assert(fc.property(text, (json) => {
            const plain = readPlainJson(json, MAX_DEPTH);
            if (plain !== undefined) {
                expect(plain).toEqual(JSON.parse(json));
                expect(findIJsonProblem(json, MAX_DEPTH)).toBeNull();
            }
        }), { numRuns: 3000 });
    });
});
