import { fillId, findIdProblem, matchPath, parsePathTemplate } from './path-template.js';
function templateOf(text) {
    const template = parsePathTemplate(text);
    if (typeof template === 'string') {
        throw new Error(template);
    }
    return template;
}
const match = (template, path) => {
    const found = matchPath(templateOf(template), path.slice(1).split('/'));
    return found && Object.fromEntries(found);
};
describe('a path template', () => {
    it.each([
        ['/', '/', {}],
        ['/a', '/a', {}],
        ['/a/', '/a/', {}],
        ['/a/{id}', '/a/b', { id: 'b' }],
        ['/{x}/{y}', '/a/b', { x: 'a', y: 'b' }],
        ['/*/{y}', '/a/b', { y: 'b' }],
        ['/a/**', '/a/b/c', { '**': 'b/c' }],
        ['/**', '/a', { '**': 'a' }],
    ])('%s is for %s', (template, path, found) => {
        expect(match(template, path)).toEqual(found);
    });
    it.each([
        ['/a', '/a/'],
        ['/a/', '/a'],
        ['/a', '/A'],
        ['/a', '/a/b'],
        ['/a/{id}', '/a'],
        ['/a/{id}', '/a/'],
        ['/a/*', '/a/'],
        ['/a/**', '/a'],
        ['/a/**', '/a/'],
        ['/a/**', '/a/b/'],
        ['/**', '/'],
        ['/a/b', '/a'],
    ])('%s is not for %s', (template, path) => {
        expect(match(template, path)).toBeNull();
    });
    it.each([
        ...['', 'a', '//', '/a//b', '/a*', '/**/a', '/{a', '/{}', '/{a-b}', '/a{b}', '/{a}/{a}'],
        ...['/%61', '/a\\', '/a?b', '/a#b', '/a;b', '/..', '/a/./b', '/***'],
    ])('cannot be %j', (text) => {
        expect(parsePathTemplate(text)).toEqual(expect.any(String));
    });
    it('fills ids with what the path has, once', () => {
        const template = templateOf('/{a}/x/**');
        const found = matchPath(template, ['{**}', 'x', 'y', 'z']) ?? new Map();
        expect(fillId('k/{a}/{**}', found)).toBe('k/{**}/y/z');
    });
    it.each([
        ['{b}', false],
        ['{a', false],
        ['a}', false],
        ['{}', false],
        ['{**}', false],
        ['{a}', true],
        ['fixed', true],
    ])('can make ids of its names only: %s is fine: %s', (text, isFine) => {
        expect(findIdProblem(text, templateOf('/{a}')) === null).toBe(isFine);
    });
});
