import { join } from 'node:path';
import type { Attributes, Json, PolicyInput, PolicyOutcome } from '@legate/core';
import { PolicyEngine } from '@legate/policy';
import fc from 'fast-check';
import { opaOutcomes } from './support/opa-eval.js';
import { build, engineOf, REPO, SHIPPED, withFolder, type Files } from './support/opa.js';
import { perturb } from './support/perturb.js';
import { CASES, isPermit } from './support/questions.js';

/** Another one finds other inputs: LEGATE_TEST_SEED=… repeats or varies a run. */
const SEED = Number(process.env['LEGATE_TEST_SEED'] ?? 20_261_124);
const GENERATED = 400;
const BUNDLES = Object.entries(SHIPPED) as [keyof typeof SHIPPED, string][];

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
const inputs = fc.record({
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

/** Order of obligations has no meaning (OBL-1). */
function comparable(outcome: PolicyOutcome): unknown {
  const obligations = outcome.obligations.map(({ id, type, properties }) => ({
    key: [
      id,
      type,
      ...Object.entries(properties)
        .map((each) => JSON.stringify(each))
        .sort(),
    ].join(),
    properties,
  }));
  return { ...outcome, obligations: obligations.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

async function expectAgreement(
  folder: string,
  engine: PolicyEngine,
  asked: readonly PolicyInput[],
): Promise<PolicyOutcome[]> {
  const expected = await opaOutcomes(folder, engine.packages, asked);
  expect(expected).toHaveLength(asked.length);
  return asked.map((input, index) => {
    const outcome = engine.evaluate(input);
    const said = { input, outcome: comparable(outcome) };
    expect(said).toEqual({ input, outcome: comparable(expected[index] ?? outcome) });
    return outcome;
  });
}

describe('opa eval and our runtime give the same answer (WASM-1, WASM-7)', () => {
  describe.each(BUNDLES)('%s', (name, path) => {
    const folder = join(REPO, path);
    const cases = CASES.filter(({ bundle }) => bundle === name);
    let engine: PolicyEngine;

    beforeAll(async () => {
      engine = await PolicyEngine.load(await build(folder));
    });

    it('to questions with a known answer', async () => {
      const outcomes = await expectAgreement(
        folder,
        engine,
        cases.map(({ input }) => input),
      );
      const answers = outcomes.map((outcome, index) => [cases[index]?.title, isPermit(outcome)]);
      expect(answers).toEqual(cases.map(({ title, permits }) => [title, permits]));
    });

    it('to the same questions with any attribute missing or of another type', async () => {
      const asked = cases.flatMap(({ input }) => perturb(input)).map(({ input }) => input);
      const outcomes = await expectAgreement(
        folder,
        engine,
        asked.filter(
          ({ resource, action }) =>
            // The engine dispatches by these before it asks; without them there is no question.
            typeof (resource as Partial<typeof resource> | null)?.type === 'string' &&
            typeof (action as Partial<typeof action> | null)?.name === 'string',
        ),
      );
      expect(outcomes.length).toBeGreaterThan(1000);
    });

    it(`to ${GENERATED} generated questions (seed ${SEED})`, async () => {
      const asked = fc
        .sample(inputs, { numRuns: GENERATED, seed: SEED })
        .filter(({ resource }) => typeof resource.type === 'string');
      await expectAgreement(folder, engine, asked);
    });
  });

  it('with several packages, obligations, host builtins and builtins of each kind', async () => {
    const files: Files = {
      'a.rego': `package policy.a
guards := {"matches", "near"}
permit contains sprintf("%s-%d", [input.subject.id, count(input.action.name)]) if true
permit contains x if some x in input.subject.properties.roles
guard contains "matches" if regex.match("^[a-z]+$", input.resource.type)
guard contains "near" if net.cidr_contains("10.0.0.0/8", object.get(input.context, "ip", "10.1.2.3"))
`,
      'b.rego': `package policy.b
guards := {"glob"}
permit contains upper(input.action.name) if true
guard contains "glob" if glob.match("*:read", [":"], concat(":", [input.resource.type, input.action.name]))
obligations contains {"id": lower(r), "type": "custom", "properties": {"n": n, "set": {3, 1, 2}}} if some n, r in input.subject.properties.roles
`,
    };
    const roles = fc.array(fc.constantFrom('Admin', 'b', 'ccc'), { maxLength: 3 });
    const asked = fc
      .sample(fc.tuple(inputs, roles), { numRuns: 100, seed: SEED })
      .map(([input, some]): PolicyInput => {
        const properties: Attributes = { roles: some };
        const subject = { type: 'user', id: 'alice', properties };
        return { ...input, subject, resource: { ...input.resource, type: 'doc' } };
      });
    await withFolder(files, async (folder) => {
      await expectAgreement(folder, await engineOf(files), asked);
    });
  });
});
