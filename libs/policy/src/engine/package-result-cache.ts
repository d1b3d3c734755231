import {
  isRefused,
  readPackageResult,
  type PackageResult,
  type RefusedResult,
} from './package-result.js';

const MAX_ENTRIES = 1024;
const MAX_TEXT_LENGTH = 512;

/**
 * Remembers what texts were read as, since policies have few different answers and reading costs as much as a
 * small evaluation. Reading depends on nothing but the text, so the text is the whole key.
 */
export class PackageResultCache {
  readonly #known = new Map<string, PackageResult>();

  /** As `readPackageResult`; what may be shared is frozen. Obligations and advice differ too often to be kept. */
  read(json: string): PackageResult | RefusedResult {
    const known = this.#known.get(json);
    if (known !== undefined) {
      return known;
    }
    const result = readPackageResult(json);
    if (!isRefused(result) && isPlain(result) && json.length <= MAX_TEXT_LENGTH) {
      if (this.#known.size === MAX_ENTRIES) {
        this.#known.clear();
      }
      this.#known.set(json, frozen(result));
    }
    return result;
  }
}

function isPlain({ obligations, advice }: PackageResult): boolean {
  return obligations.length === 0 && advice.length === 0;
}

function frozen(result: PackageResult): PackageResult {
  Object.freeze(result.permits);
  Object.freeze(result.provenGuards);
  return Object.freeze(result);
}
