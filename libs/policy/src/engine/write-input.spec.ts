import type { PolicyInput } from '@legate/core';
import fc from 'fast-check';
import { writeInput } from './write-input.js';

const texts = fc.string({ unit: 'binary' });
const attributes = fc.dictionary(texts, fc.jsonValue()) as fc.Arbitrary<never>;
const entity = fc.record({ type: texts, id: texts, properties: attributes });
const ref = fc.record({ type: texts, id: texts });
const inputs: fc.Arbitrary<PolicyInput> = fc.record({
  subject: entity,
  actor: fc.option(entity),
  mode: fc.constantFrom('autonomous' as const, 'delegated' as const),
  chain: fc.array(fc.record({ id: texts, grantor: ref, grantee: ref, purpose: fc.option(texts) })),
  action: fc.record({ name: texts, properties: attributes }),
  resource: fc
    .record({
      type: texts,
      id: texts,
      properties: attributes,
      stored: fc.boolean(),
      digest: texts,
      owner: ref,
      ancestors: fc.array(entity),
    })
    .map(({ digest, owner, ancestors, ...rest }) =>
      rest.stored ? { ...rest, digest, owner, ancestors } : rest,
    ),
  context: attributes,
  approval: fc.jsonValue() as fc.Arbitrary<never>,
  now: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  now_ns: fc.maxSafeInteger(),
});

describe('the input as policies read it', () => {
  it('is written so whatever shape it has: authors evaluate inputs of their own', () => {
    const members = fc.constantFrom<keyof PolicyInput>(
      ...(['subject', 'actor', 'mode', 'chain', 'action', 'resource', 'context', 'now'] as const),
    );
    const odd = fc.constantFrom<unknown>(undefined, null, [], {}, 'text', 1, true, { name: 1 });
    fc.assert(
      fc.property(inputs, members, odd, (input, member, value) => {
        const changed = { ...input, [member]: value };
        expect(writeInput(changed)).toBe(JSON.stringify(changed));
      }),
    );
  });

  it('is written as JSON.stringify writes it, the first time and again', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const whole = JSON.stringify(input);
        expect(writeInput(input)).toBe(whole);
        expect(writeInput(input)).toBe(whole);
      }),
    );
  });
});
