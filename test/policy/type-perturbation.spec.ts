import type { PolicyEngine } from '@legate/policy';
import { SHIPPED, shippedEngine } from './support/opa.js';
import { perturb } from './support/perturb.js';
import { CASES, isPermit } from './support/questions.js';

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
});
