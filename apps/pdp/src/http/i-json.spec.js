import fc from 'fast-check';
import { findIJsonProblem } from './i-json.js';
describe('findIJsonProblem', () => {
    it.each([
        '{}',
        '[]',
        'null',
        ' "text" ',
        '-0.5e-3',
        '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}',
        '{"a":"a","A":1,"a ":2}',
        '{"":0," ":1}',
        '["a","a","b:","b"]',
        '{"a":"\\"b\\":","b":"\\\\"}',
        '{"a":"\\ud83d\\ude00"}',
        '[1e308,-1e308,1e-999]',
        `[${'9'.repeat(308)}]`,
        `${'['.repeat(64)}${']'.repeat(64)}`,
    ])('has nothing against %s', (text) => {
        expect(() => JSON.parse(text)).not.toThrow();
        expect(findIJsonProblem(text, 64)).toBeNull();
    });
    it.each([
        '{"a":1,"a":1}',
        '{"a":1,"b":2,"a" \t\r\n : 3}',
        '{"a":1,"\\u0061":1}',
        '{"x":{"a":1,"a":1}}',
        '{"x":[{},{"a":{},"a":{}}]}',
        '{"a":{"b":1},"a":{"b":1}}',
        '{"":0,"":0}',
        '{"\\\\":0,"\\u005c":0}',
        '{"__proto__":0,"__proto__":0}',
    ])('sees the name that is there twice in %s (AZ-74)', (text) => {
        expect(findIJsonProblem(text, 64)).toBe('an object has the same name twice');
    });
    it.each(['"\\ud83d"', '{"\\ude00":0}', '["\\ude00\\ud83d"]', '"\\ud83d\\ud83d\\ude00"'])('sees the lone surrogate in %s (AZ-74)', (text) => {
        expect(findIJsonProblem(text, 64)).toBe('text has a lone surrogate');
    });
    it.each(['1e309', '[-1E+999]', `{"a":${'9'.repeat(310)}}`])('sees that %s is out of range (AZ-74)', (text) => {
        expect(findIJsonProblem(text, 64)).toBe('a number is out of range');
    });
    it.each([
        `${'['.repeat(65)}${']'.repeat(65)}`,
        `${'{"a":'.repeat(65)}0${'}'.repeat(65)}`,
        `${'[{"a":'.repeat(5000)}0${'}]'.repeat(5000)}`,
    ])('bounds the nesting (AZ-75)', (text) => {
        expect(findIJsonProblem(text, 64)).toBe('the body nests deeper than 64');
    });
    it('has nothing against anything that JSON.stringify writes', () => {
        fc.assert(fc.property(fc.jsonValue({ depthSize: 'medium' }), fc.nat(4), (value, indent) => {
            expect(findIJsonProblem(JSON.stringify(value, null, indent), 64)).toBeNull();
        }));
    });
    it('sees a member said twice wherever it is (AZ-74)', () => {
        const member = fc.tuple(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 2 }));
        fc.assert(fc.property(fc.array(member), member, fc.nat(3), (others, [name, value], depth) => {
            const text = [...others, [name, value], [name, value]]
                .map(([key, held]) => `${JSON.stringify(key)}:${JSON.stringify(held)}`)
                .join(',');
            const nested = `${'{"x":['.repeat(depth)}{${text}}${']}'.repeat(depth)}`;
            expect(findIJsonProblem(nested, 64)).toBe('an object has the same name twice');
        }));
    });
});
