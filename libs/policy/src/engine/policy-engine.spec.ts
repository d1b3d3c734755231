import { BUNDLE_FORMAT_VERSION, type CompiledBundle } from '../build/compiled-bundle.js';
import { PolicyEngine } from './policy-engine.js';
import { thrownText } from './thrown-text.js';

/** The smallest valid module: magic and version, nothing else. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const bundle = (wasm: Uint8Array, formatVersion = BUNDLE_FORMAT_VERSION): CompiledBundle => ({
  digest: 'd',
  opaVersion: '1.4.2',
  wasm,
  manifest: { formatVersion, packages: [], warnings: [] },
});

describe('PolicyEngine.load', () => {
  it.each([
    ['bytes that are no module', bundle(Uint8Array.of(1, 2, 3)), 'policy.load.module'],
    ['no bytes', bundle(new Uint8Array()), 'policy.load.module'],
    ['WASM-7: a module without our ABI', bundle(EMPTY_MODULE), 'policy.load.abi'],
    ['another bundle format', bundle(EMPTY_MODULE, 0), 'policy.load.manifest'],
  ])('refuses %s', async (_, refused, code) => {
    await expect(PolicyEngine.load(refused)).rejects.toMatchObject({
      name: 'PolicyLoadError',
      code,
    });
  });
});

describe('thrownText', () => {
  it.each([
    ['a string', 'a string'],
    [new RangeError('grown'), 'grown'],
    [{ message: 'not implemented' }, 'not implemented'],
    [{ message: 5 }, 'threw object'],
    [null, 'threw object'],
    [undefined, 'threw undefined'],
    [7, 'threw number'],
  ])('WASM-3: tells %p', (thrown, text) => {
    expect(thrownText(thrown)).toBe(text);
  });

  it('is bounded', () => {
    expect(thrownText('x'.repeat(10_000))).toHaveLength(500);
  });
});
