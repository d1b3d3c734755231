import fc from 'fast-check';
import { quoteJson } from './quote-json.js';

describe('a quoted text', () => {
  it('is what JSON.stringify writes', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl());
    fc.assert(
      fc.property(texts, (text) => {
        expect(quoteJson(text)).toBe(JSON.stringify(text));
      }),
    );
  });

  it.each(['', 'crm/accounts/17', '"', '\\', '\n', '\u007f', '\ud800', 'ä', '\u2028'])(
    'is the same for %j',
    (text) => {
      expect(quoteJson(text)).toBe(JSON.stringify(text));
    },
  );
});
