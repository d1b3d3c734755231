import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Attributes, PolicyInput, PolicyOutcome } from '@legate/core';
import { PolicyEngine } from '@legate/policy';
import fc from 'fast-check';
import { inputs } from './support/generated-inputs.js';
import { opaOutcomes } from './support/opa-eval.js';
import { build, engineOf, REPO, SHIPPED, withFolder, type Files } from './support/opa.js';
import { perturb } from './support/perturb.js';
import { CASES, isPermit } from './support/questions.js';

/** Another one finds other inputs: LEGATE_TEST_SEED=… repeats or varies a run. */
const SEED = Number(process.env['LEGATE_TEST_SEED'] ?? 20_261_124);
const GENERATED = 400;
const BUNDLES = Object.entries(SHIPPED) as [keyof typeof SHIPPED, string][];

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

  it('for every policy that is shipped, none left out', async () => {
    const root = join(REPO, 'policies-rego');
    const names = await readdir(root, { recursive: true });
    const folders = new Set<string>();
    for (const name of names.filter((each) => /(?<!_test)\.rego$/u.test(each))) {
      if (/^package policy\b/mu.test(await readFile(join(root, name), 'utf8'))) {
        folders.add(join('policies-rego', dirname(name)));
      }
    }
    expect([...folders].sort()).toEqual(Object.values(SHIPPED).sort());
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
