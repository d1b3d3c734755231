import { LogMaskSettings } from './mask-settings.js';

const parse = (rules: unknown, key = 'k'): LogMaskSettings | string =>
  LogMaskSettings.parse(typeof rules === 'string' ? rules : JSON.stringify(rules), key);

describe('the mask of the decision log', () => {
  it('is empty when nothing is set', () => {
    expect(parse('')).toEqual(new LogMaskSettings([], 'k'));
  });

  it('reads JSON pointers with their escapes (RFC 6901)', () => {
    const rules = [{ pointer: '/context/a~1b~0c/', op: 'replace', value: [1] }];
    expect(parse(rules)).toMatchObject({
      rules: [{ path: ['context', 'a/b~c', ''], op: 'replace', value: [1] }],
    });
  });

  it.each([
    ['{', 'must be a JSON list'],
    [{}, 'must be a JSON list'],
    [[null], 'no JSON pointer'],
    [[{ pointer: 'context', op: 'erase' }], 'no JSON pointer'],
    [[{ pointer: '/context/~2', op: 'erase' }], 'no JSON pointer'],
    [[{ pointer: '/context', op: 'drop' }], '"op" is none of'],
    [[{ pointer: '/context', op: 'erase', valeu: 1 }], 'members that no rule has'],
    [[{ pointer: '/subject', op: 'erase' }], 'may not erase /subject'],
    [[{ pointer: '/subject/id', op: 'erase' }], 'may not erase /subject/id'],
    [[{ pointer: '/subject/type', op: 'hash' }], 'may not hash /subject/type'],
    [[{ pointer: '/decision', op: 'erase' }], 'may not erase /decision'],
    [[{ pointer: '/hash', op: 'hash' }], 'may not hash /hash'],
  ])('refuses %j: it %s', (rules, problem) => {
    expect(parse(rules)).toContain(problem);
  });

  it('needs a key for hashes', () => {
    expect(parse([{ pointer: '/subject/id', op: 'hash' }], '')).toContain('LEGATE_LOG_MASK_KEY');
  });
});
