import type { Attributes, PolicyInput } from '@legate/core';
import { PolicyEngine } from '@legate/policy';
import fc from 'fast-check';
import { inputs } from './support/generated-inputs.js';
import { build, buildFiles, engineOf, REPO, SHIPPED } from './support/opa.js';
import { CASES } from './support/questions.js';

const [first] = CASES;
if (first === undefined) {
  throw new Error('no cases');
}
const QUESTION = first.input;
const REMEMBERS = { rememberedOutcomes: 64 };
/** A question is known by its parties once they were met before. */
const ROUNDS = [1, 2, 3, 4];

const policy = (body: string, more = ''): Record<string, string> => ({
  'a.rego': `package policy.a

${more}
guards := set()

permit contains "a" if ${body}
`,
});

async function readsClock(body: string, more?: string): Promise<boolean | undefined> {
  return (await buildFiles(policy(body, more))).manifest.readsClock;
}

describe('whether a policy reads the clock', () => {
  it.each([
    ['no member of the input', 'true', undefined],
    ['other members', 'input.action.name == "now"', undefined],
    ['a member of that name further in', 'input.context.now == 1', undefined],
    ['a name of its own', 'now == 1', 'now := 1'],
  ])('is no: %s', async (_, body, more) => {
    expect(await readsClock(body, more)).toBe(false);
  });

  it.each([
    ['by name', 'input.now_ns > 5', undefined],
    ['by its text', 'startswith(input["now"], "2026")', undefined],
    ['in a comprehension', 'count([x | x := input.now]) == 1', undefined],
    ['in a function', 'late("x")', 'late(_) if input.now_ns > 5'],
    ['by a computed name', 'input[lower("NOW")] != ""', undefined],
    ['by any name', 'input[_] == 1', undefined],
    ['with the input as a whole', 'object.get(input, "now", "") != ""', undefined],
    ['as a local name of the input', 'later(input)', 'later(asked) if asked.now_ns > 5'],
    ['by an import', 'now != ""', 'import input.now'],
    ['by an import of the input', 'asked.now != ""', 'import input as asked'],
    ['with another input', 'other', 'other if { true with input as {"now": 1} }'],
  ])('is yes: %s', async (_, body, more) => {
    expect(await readsClock(body, more)).toBe(true);
  });
});

describe('what a policy has said is remembered', () => {
  it('where it reads no clock: the same answer, however late it is', async () => {
    const engine = await engineOf(policy('input.context.ok'), REMEMBERS);
    const asked = { ...QUESTION, context: { ok: true } };
    const answers = ROUNDS.map((round) => engine.evaluate({ ...asked, now_ns: round }));
    expect(answers.at(-1)).toBe(answers.at(-2));
    expect(answers.map(({ permits }) => permits)).toEqual(ROUNDS.map(() => ['a']));
  });

  it('and never where it reads one', async () => {
    const engine = await engineOf(policy('input.now_ns == 3'), REMEMBERS);
    const permits = ROUNDS.map((round) => engine.evaluate({ ...QUESTION, now_ns: round }).permits);
    expect(permits).toEqual([[], [], ['a'], []]);
  });

  it('and not by a bundle of an earlier Legate, which does not say', async () => {
    const bundle = await buildFiles(policy('input.now_ns == 3'));
    const { readsClock: _, ...manifest } = bundle.manifest;
    const engine = await PolicyEngine.load({ ...bundle, manifest }, REMEMBERS);
    const permits = ROUNDS.map((round) => engine.evaluate({ ...QUESTION, now_ns: round }).permits);
    expect(permits).toEqual([[], [], ['a'], []]);
  });

  it('for that question alone: any member that differs is asked anew', async () => {
    const engine = await engineOf(policy('input.context.ok'), REMEMBERS);
    const seen = (input: PolicyInput): readonly string[] =>
      ROUNDS.map(() => engine.evaluate(input).permits.join()).slice(-1);
    const asked = { ...QUESTION, context: { ok: true } };
    expect(seen(asked)).toEqual(['a']);
    expect(seen({ ...asked, context: { ok: false } })).toEqual(['']);
    expect(seen({ ...asked, context: {} })).toEqual(['']);
    expect(seen(asked)).toEqual(['a']);
  });

  it('not while a package is stopped for having run out of fuel', async () => {
    const files = policy('count([1 | some _ in numbers.range(1, input.context.n)]) > 0');
    const engine = await engineOf(files, {
      ...REMEMBERS,
      fuel: 40_000,
      breaker: { afterTraps: 1, openMs: 60_000 },
    });
    const asking = (context: Attributes): PolicyInput => ({ ...QUESTION, context });
    ROUNDS.forEach(() => {
      expect(engine.evaluate(asking({ n: 2 })).permits).toEqual(['a']);
    });
    expect(engine.evaluate(asking({ n: 1_000_000 })).failures).toHaveLength(1);
    expect(engine.evaluate(asking({ n: 2 })).permits).toEqual([]);
  });

  it.each(Object.entries(SHIPPED))(
    'and is what it would say anew: %s, over generated questions in any order',
    async (_, path) => {
      const bundle = await build(`${REPO}/${path}`);
      const plain = await PolicyEngine.load(bundle);
      const remembering = await PolicyEngine.load(bundle, { rememberedOutcomes: 8 });
      const asked = [...CASES.map(({ input }) => input), ...fc.sample(inputs, 40)];
      const order = fc.array(fc.constantFrom(...asked), { minLength: 60, maxLength: 120 });
      fc.assert(
        fc.property(order, (questions) => {
          for (const input of questions) {
            expect(remembering.evaluate(input)).toEqual(plain.evaluate(input));
          }
        }),
        { numRuns: 20 },
      );
    },
  );
});
