import { InvalidRequestError } from '@legate/core';
import { readOriginalPath } from './original-path.js';
describe('readOriginalPath', () => {
    it.each([
        ['/', ['']],
        ['/a', ['a']],
        ['/a/', ['a', '']],
        ['/a/b?x=//../%2f', ['a', 'b']],
        ['/a%20b/%c3%A9', ['a b', 'é']],
        ['/%61', ['a']],
        ['/a+b', ['a+b']],
        ["/~a!$&'()*,=:@_-.", ["~a!$&'()*,=:@_-."]],
        ['/...', ['...']],
    ])('decodes each segment of %s once', (target, segments) => {
        expect(readOriginalPath(target)).toEqual(segments);
    });
    it.each([
        ...['', 'a', 'http://h/a', '*', '?a', '//', '/a//b', '//a', '/a//'],
        ...['/.', '/..', '/a/../b', '/a/./b', '/%2e%2e/a', '/.%2E', '/a/%2e'],
        ...['/a%2fb', '/a%2Fb', '/a%5cb', '/a\\b', '/%252e%252e', '/%25', '/a%3Fb', '/a%23', '/a#b'],
        ...['/a;b', '/a%3bb', '/a;/../b', '/%', '/%2', '/%zz', '/%00', '/a%0d%0ab', '/%7f'],
        ...['/%ff', '/%c0%af', '/%c0%ae', '/%ed%a0%80', '/é', '/a b', '/a\tb', '/%e2%80%ae', '/"'],
        ...['/<', '/[', '/^', '/`', '/{', '/|', '/a\u0000', `/${'a'.repeat(8192)}`],
    ])('refuses %j, which two parsers could read differently', (target) => {
        expect(() => readOriginalPath(target)).toThrow(InvalidRequestError);
    });
});
