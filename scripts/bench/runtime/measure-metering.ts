import { join } from 'node:path';
import { meterModule } from '@legate/policy';
import { build, buildPlain, REPO, SHIPPED } from '../../../test/policy/support/opa.js';
import { CASES } from '../../../test/policy/support/questions.js';
import { median, timeMs } from './median.js';
import { rawModule, type RawModule } from './raw-module.js';

const ROUNDS = 21;
const EVALUATIONS = 5000;
const FUEL = 2_000_000;

/** What fuel costs: time to rewrite a module, its size, and the time of an evaluation, in turns with the plain module. */
export async function measureMetering(): Promise<void> {
  for (const [name, path] of Object.entries(SHIPPED)) {
    const folder = join(REPO, path);
    const plain = await buildPlain(folder);
    const { manifest } = await build(folder);
    const metered = meterModule(plain);
    const rewriteMs = median(
      Array.from({ length: ROUNDS }, () => timeMs(() => meterModule(plain))),
    );
    const inputs = CASES.filter(({ bundle }) => bundle === name).map(({ input }) =>
      JSON.stringify(input),
    );
    const entrypoint = manifest.packages[0]?.entrypoint ?? '';
    const [without, with_] = evaluationTimes(plain, metered, { inputs, entrypoint });
    console.log(
      `${name}: ${plain.length} -> ${metered.length} bytes, rewritten in ${rewriteMs.toFixed(1)} ms; ` +
        `an evaluation ${without.toFixed(2)} -> ${with_.toFixed(2)} µs (x ${(with_ / without).toFixed(3)})`,
    );
  }
}

function evaluationTimes(
  plain: Uint8Array,
  metered: Uint8Array,
  { inputs, entrypoint }: { readonly inputs: readonly string[]; readonly entrypoint: string },
): readonly [number, number] {
  const modules = [rawModule(plain), rawModule(metered)] as const;
  const evaluateMany = (module: RawModule): number => {
    const entry = module.entrypoints[entrypoint] ?? 0;
    const ms = timeMs(() => {
      for (let index = 0; index < EVALUATIONS; index++) {
        module.setFuel(FUEL);
        module.setInput(inputs[index % inputs.length] ?? '');
        module.evaluate(entry);
      }
    });
    return (ms * 1000) / EVALUATIONS;
  };
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS + 5; round++) {
    modules.forEach((module, index) => {
      const time = evaluateMany(module);
      // The first rounds are for the engine to compile well.
      if (round >= 5) {
        times[index]?.push(time);
      }
    });
  }
  return [median(times[0]), median(times[1])];
}
