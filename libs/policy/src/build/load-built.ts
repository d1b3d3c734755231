import { PolicyEngine } from '../engine/policy-engine.js';
import { PolicyLoadError } from '../engine/policy-load-error.js';
import type { CompiledBundle } from './compiled-bundle.js';
import { PolicyBuildError } from './policy-build-error.js';

const MAX_MODULE_BYTES = 32 * 1024 * 1024;

/** The last check of a source: what cannot be run is refused as what cannot be compiled. @throws PolicyBuildError */
export async function loadBuilt(compiled: CompiledBundle): Promise<PolicyEngine> {
  if (compiled.wasm.length > MAX_MODULE_BYTES) {
    const message = `The compiled policy is larger than ${MAX_MODULE_BYTES} bytes`;
    throw new PolicyBuildError([{ code: 'policy.build.too_large', file: '', line: 0, message }]);
  }
  try {
    return await PolicyEngine.load(compiled);
  } catch (cause) {
    if (cause instanceof PolicyLoadError) {
      const { code, message } = cause;
      const found =
        code === 'policy.load.builtin' ? 'policy.build.builtin' : 'policy.build.compile';
      throw new PolicyBuildError([{ code: found, file: '', line: 0, message }]);
    }
    throw cause;
  }
}
