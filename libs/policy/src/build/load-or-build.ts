import type { OpaBinary } from '../toolchain/index.js';
import { buildBundle } from './build-bundle.js';
import type { BundleCache } from './bundle-cache.js';
import { readBundleSource } from './bundle-source.js';
import type { CompiledBundle } from './compiled-bundle.js';

/**
 * The compiled form of a source folder: from the cache when its digest is there whole, else built and stored.
 * `obtainOpa` is called only for a build, so a start with a filled cache needs no compiler.
 * @throws PolicyBuildError for a source that is refused; what `obtainOpa` throws; the file system's errors
 */
export async function loadOrBuild(
  sourceDir: string,
  cache: BundleCache,
  obtainOpa: () => Promise<OpaBinary>,
): Promise<CompiledBundle> {
  const source = await readBundleSource(sourceDir);
  const cached = await cache.read(source);
  if (cached !== undefined) {
    return cached;
  }
  const bundle = await buildBundle(source, await obtainOpa());
  await cache.write(bundle);
  return bundle;
}
