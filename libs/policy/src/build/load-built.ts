import { PolicyEngine } from '../engine/policy-engine.js';
import { PolicyLoadError } from '../engine/policy-load-error.js';
import type { CompiledBundle } from './compiled-bundle.js';
import { PolicyBuildError } from './policy-build-error.js';
import type { BuildProblemCode } from './policy-build-error.js';

/** How authors are told of what only the runtime finds. */
const LOAD_PROBLEMS: ReadonlyMap<string, BuildProblemCode> = new Map([
  ['policy.load.builtin', 'policy.build.builtin'],
  ['policy.load.data', 'policy.build.too_large'],
]);
const MAX_MODULE_BYTES = 32 * 1024 * 1024;

/** The last check of a source: what cannot be run is refused as what cannot be compiled. @throws PolicyBuildError */
export async function loadBuilt(
  compiled: CompiledBundle,
  load: (bundle: CompiledBundle) => Promise<PolicyEngine> = async (bundle) =>
    await PolicyEngine.load(bundle),
): Promise<PolicyEngine> {
  if (compiled.wasm.length > MAX_MODULE_BYTES) {
    const message = `The compiled policy is larger than ${MAX_MODULE_BYTES} bytes`;
    throw new PolicyBuildError([{ code: 'policy.build.too_large', file: '', line: 0, message }]);
  }
  try {
    return await load(compiled);
  } catch (cause) {
    if (cause instanceof PolicyLoadError) {
      const { code, message } = cause;
      const found = LOAD_PROBLEMS.get(code) ?? 'policy.build.compile';
      throw new PolicyBuildError([{ code: found, file: '', line: 0, message }]);
    }
    throw cause;
  }
}
