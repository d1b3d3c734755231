import type { Json, PolicyInput } from '@legate/core';
import fc from 'fast-check';

/** Names and values the shipped policies look at, and others. */
const WORDS = fc.constantFrom(
  ...['alice', 'bot', 'caller', 'user', 'agent', 'service', 'admin', 'editor', 'viewer', 'audit'],
  ...['decide', 'grants:any', 'read', 'write', 'call', 'delete', 'grants.read', 'can_read_todo'],
  ...['tool', 'record', 'doc', 'active', 'internal', 'secret', 'buyer', 'record_keeper', 'billing'],
  ...['', 'ä€😀', 'a"b\\c', '\u0000', '*.*', 'x'.repeat(300)],
);
const NUMBERS = fc.oneof(
  fc.constantFrom(0, -1, 1, 2, 3, 100, 999, 1000, 1001, 1.5, 0.1, -0.25),
  fc.integer(),
);
const anything: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    WORDS,
    NUMBERS,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(WORDS, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const words = fc.array(WORDS, { maxLength: 4 });
const likely = <T extends Json>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Json> =>
  fc.oneof({ arbitrary, weight: 8 }, { arbitrary: anything, weight: 1 });
const entity = (properties: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<unknown> =>
  fc.record(
    {
      type: likely(WORDS),
      id: likely(WORDS),
      stored: likely(fc.boolean()),
      properties: fc.oneof(
        { arbitrary: fc.record(properties, { requiredKeys: [] }), weight: 12 },
        { arbitrary: anything, weight: 1 },
      ),
    },
    { requiredKeys: ['type'] },
  );
/** Questions about what the shipped policies look at; some attributes are missing or of another type. */
export const inputs = fc.record({
  subject: entity({
    roles: likely(words),
    clearance: likely(NUMBERS),
    autonomous: likely(fc.dictionary(WORDS, words, { maxKeys: 2 })),
  }),
  actor: fc.oneof(fc.constant(null), entity({})),
  mode: fc.constantFrom('autonomous', 'delegated'),
  chain: fc.constant([]),
  action: fc.record({
    name: WORDS,
    properties: fc.record({ amount: likely(NUMBERS) }, { requiredKeys: [] }),
  }),
  resource: entity({
    owner: likely(WORDS),
    roles: likely(words),
    status: likely(WORDS),
    classification: likely(WORDS),
    purposes: likely(words),
    digest: likely(WORDS),
    takes_amount: likely(fc.boolean()),
    max_amount: likely(NUMBERS),
  }),
  context: fc.record({ tool_digest: likely(WORDS), purpose: likely(WORDS) }, { requiredKeys: [] }),
  approval: anything,
  now: fc.constant('2026-11-23T12:00:00.000Z'),
  now_ns: likely(fc.integer({ min: 0, max: 1_800_000_000 }).map((seconds) => seconds * 1e9)),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<PolicyInput>;
