import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { meterModule, PolicyEngine, type CompiledBundle } from '@legate/policy';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import fc from 'fast-check';
import { build, buildPlain, REPO, SHIPPED } from './support/opa.js';
import { perturb } from './support/perturb.js';
import { CASES } from './support/questions.js';

/** Another one finds other damage: LEGATE_TEST_SEED=… repeats or varies a run. */
const SEED = Number(process.env['LEGATE_TEST_SEED'] ?? 20_261_124);

/** Neither Node's types nor the language's declare what the host's engine offers. */
const { validate } = (
  globalThis as unknown as { WebAssembly: { validate(bytes: Uint8Array): boolean } }
).WebAssembly;

describe.each(Object.entries(SHIPPED))('the metered module of %s', (name, path) => {
  let bundle: CompiledBundle;
  let plain: Uint8Array;

  beforeAll(async () => {
    bundle = await build(join(REPO, path));
    plain = await buildPlain(join(REPO, path));
  });

  it('is what the build gives, valid, and hardly larger', () => {
    expect(validate(plain)).toBe(true);
    expect(validate(bundle.wasm)).toBe(true);
    expect(Buffer.from(bundle.wasm).equals(Buffer.from(meterModule(plain)))).toBe(true);
    expect(bundle.wasm.length).toBeLessThan(1.1 * plain.length);
  });

  it('says to every question what the plain one says', async () => {
    const [one, other] = await Promise.all(
      [plain, bundle.wasm].map(async (wasm) => await loadPolicy(wasm)),
    );
    const asked = CASES.filter((each) => each.bundle === name).flatMap(({ input }) => [
      input,
      ...perturb(input).map((each) => each.input),
    ]);
    expect(asked.length).toBeGreaterThan(100);
    for (const { entrypoint } of bundle.manifest.packages) {
      const fuel = (
        other as unknown as { wasmInstance: { exports: { legate_fuel: { value: number } } } }
      ).wasmInstance.exports.legate_fuel;
      for (const input of asked) {
        fuel.value = 2_000_000;
        expect(other?.evaluate(input, entrypoint)).toEqual(one?.evaluate(input, entrypoint));
      }
    }
  });
});

describe('damaged modules', () => {
  let plain: Uint8Array;

  beforeAll(async () => {
    plain = await buildPlain(join(REPO, SHIPPED.starter));
  });

  function expectCleanEnd(bytes: Uint8Array): void {
    try {
      meterModule(bytes);
    } catch (thrown) {
      expect(thrown).toMatchObject({
        name: 'PolicyLoadError',
        code: expect.stringMatching(/^policy\.load\.(?:module|metering)$/u) as string,
      });
    }
  }

  it(`that end anywhere are refused with a stable code (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: plain.length - 1 }), (length) => {
        expectCleanEnd(plain.subarray(0, length));
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('with other bytes anywhere end cleanly, and what is given back was read to its end', () => {
    const place = fc.tuple(fc.nat(plain.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (places) => {
        const bytes = Uint8Array.from(plain);
        for (const [at, byte] of places) {
          bytes[at] = byte;
        }
        expectCleanEnd(bytes);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('of random bytes after the header end cleanly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expectCleanEnd(Uint8Array.from([...plain.subarray(0, 8), ...bytes]));
      }),
      { numRuns: 1000, seed: SEED },
    );
  });
});

describe('reloads', () => {
  const [question] = CASES.filter((each) => each.bundle === 'starter');
  let bundle: CompiledBundle;
  let collect: () => void;

  beforeAll(async () => {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
    bundle = await build(join(REPO, SHIPPED.starter));
  });

  async function reload(): Promise<PolicyEngine> {
    const engine = await PolicyEngine.load(bundle);
    if (question !== undefined) {
      engine.evaluate(question.input);
    }
    return engine;
  }

  it('WASM-5, opa#5785: engines that are let go, and what they held, are collected', async () => {
    const loaded: WeakRef<PolicyEngine>[] = [];
    for (let round = 0; round < 40; round++) {
      loaded.push(new WeakRef(await reload()));
    }
    for (let turn = 0; turn < 20 && alive(loaded) > 2; turn++) {
      await new Promise(setImmediate);
      collect();
    }
    expect(alive(loaded)).toBeLessThanOrEqual(2);
  });

  it('WASM-5, opa#5785: 1,000 leave the memory of the process as large as 300 do', async () => {
    const sizes: number[] = [];
    for (let round = 1; round <= 1000; round++) {
      await reload();
      if (round === 300 || round === 1000) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 50));
        collect();
        sizes.push(process.memoryUsage().rss);
      }
    }
    const [early = 0, late = Infinity] = sizes;
    // An instance alone takes 320 KiB.
    expect((late - early) / 700).toBeLessThan(32 * 1024);
  });
});

function alive(engines: readonly WeakRef<PolicyEngine>[]): number {
  return engines.filter((each) => each.deref() !== undefined).length;
}
