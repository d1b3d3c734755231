import type { PolicyInput, PolicyOutcome } from '@legate/core';
import type { PolicyEngine } from '@legate/policy';
import fc from 'fast-check';
import { inputs } from './support/generated-inputs.js';
import { SHIPPED, shippedEngine } from './support/opa.js';
import { perturb } from './support/perturb.js';
import { CASES, isPermit } from './support/questions.js';

/** Another one finds other inputs: LEGATE_TEST_SEED=… repeats or varies a run. */
const SEED = Number(process.env['LEGATE_TEST_SEED'] ?? 20_261_124);
const GENERATED = 1000;

describe('an attribute that is missing or of another type never helps (Cerbos, Cedar, speedle-plus#36)', () => {
  const engines = new Map<string, PolicyEngine>();

  beforeAll(async () => {
    for (const name of Object.keys(SHIPPED) as (keyof typeof SHIPPED)[]) {
      engines.set(name, await shippedEngine(name));
    }
  });

  it.each(CASES.map((each) => [each.bundle, each.title, each] as const))(
    'WASM-1: %s, %s',
    (bundle, _, { input, permits }) => {
      const engine = engines.get(bundle);
      const before = engine?.evaluate(input);
      if (engine === undefined || before === undefined) {
        throw new Error('no engine');
      }
      expect(isPermit(before)).toBe(permits);
      const isSameQuestion = (changed: typeof input): boolean =>
        (changed.resource as Partial<typeof changed.resource> | null)?.type ===
          input.resource.type &&
        (changed.action as Partial<typeof changed.action> | null)?.name === input.action.name;
      const perturbed = perturb(input).filter(({ input: { resource, action } }) =>
        [resource, action].every((each) => typeof each === 'object' && (each as unknown) !== null),
      );
      let flipped = 0;
      for (const { path, now, input: changed } of perturbed) {
        const after = engine.evaluate(changed);
        if (!permits) {
          expect({ path, now, permits: isPermit(after) }).toEqual({ path, now, permits: false });
        }
        if (isSameQuestion(changed)) {
          const passed = before.unprovenGuards.filter((g) => !after.unprovenGuards.includes(g));
          expect({ path, now, passed }).toEqual({ path, now, passed: [] });
        }
        flipped += Number(permits && !isPermit(after));
      }
      expect(perturbed.length).toBeGreaterThan(50);
      expect(flipped > 0).toBe(permits);
    },
  );

  it.each(Object.keys(SHIPPED))(
    `WASM-1: %s, ${GENERATED} generated questions (seed ${SEED}): no guard is passed by an error`,
    (name) => {
      const engine = engines.get(name);
      const asked = fc
        .sample(inputs, { numRuns: GENERATED, seed: SEED })
        .filter(({ resource }) => typeof resource.type === 'string');
      const counted = { permitted: 0, denied: 0, changed: 0 };
      for (const [index, input] of asked.entries()) {
        const before = engine?.evaluate(input) ?? unknownEngine();
        counted[isPermit(before) ? 'permitted' : 'denied'] += 1;
        // All that are permitted, and some of those that are denied.
        if (engine !== undefined && (isPermit(before) || index % 10 === 0)) {
          counted.changed += expectNothingWon(engine, input, before);
        }
      }
      expect(counted.denied).toBeGreaterThan(0);
      expect(counted.changed).toBeGreaterThan(1000);
    },
  );
});

/** Counts the changed questions. */
function expectNothingWon(engine: PolicyEngine, input: PolicyInput, before: PolicyOutcome): number {
  const perturbed = perturb(input).filter(isAskedAlike(input));
  for (const { path, now, input: changed } of perturbed) {
    const after = engine.evaluate(changed);
    const passed = before.unprovenGuards.filter((g) => !after.unprovenGuards.includes(g));
    const isTurned = isPermit(after) && !isPermit(before);
    const nothing = { input, path, now, passed: [], isTurned: false };
    expect({ input, path, now, passed, isTurned }).toEqual(nothing);
  }
  return perturbed.length;
}

/** The engine dispatches by type and action: with another one it is another question. */
function isAskedAlike(input: PolicyInput): (changed: { readonly input: PolicyInput }) => boolean {
  return ({ input: { resource, action } }) =>
    (resource as Partial<typeof resource> | null)?.type === input.resource.type &&
    (action as Partial<typeof action> | null)?.name === input.action.name;
}

function unknownEngine(): never {
  throw new Error('no engine');
}
