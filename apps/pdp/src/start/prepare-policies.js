import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BundleCompiler } from '@legate/bundles';
import { StartupError } from '@legate/core';
import { BundleCache, loadOrBuild, locateOpa, PolicyEngine } from '@legate/policy';
/** Loads the policies that ship with Legate, compiling what is not in the cache; OPA is needed only then. */
export async function preparePolicies(settings, terminal, tellSharedNetwork) {
    const folder = join(findPackageRoot(__dirname), 'policies-rego');
    const cache = new BundleCache(settings.cacheDir);
    const opa = once(async () => await obtainOpa(settings, terminal));
    const load = async (name) => await PolicyEngine.load(await loadOrBuild(join(folder, name), cache, opa));
    const policies = {
        system: await load('system'),
        starter: await load('starter'),
        compiler: new BundleCompiler(opa, cache, tellSharedNetwork),
    };
    terminal.step('policy', `starter ${policies.starter.digest.slice(0, 12)}, ready in WASM`);
    return policies;
}
async function obtainOpa(settings, terminal) {
    terminal.step('policy', 'not in the cache: looking for OPA');
    const { cacheDir, opa, opaReleaseUrl, searchPath } = settings;
    const found = await locateOpa({
        cacheDir,
        setting: opa,
        pathVariable: searchPath,
        releaseBaseUrl: opaReleaseUrl === '' ? undefined : opaReleaseUrl,
        onProgress: (line) => {
            terminal.step('opa', line);
        },
    });
    terminal.step('opa', `${found.version} (${found.source})`);
    return found;
}
function once(make) {
    let made = null;
    return async () => {
        made ??= make().catch((cause) => {
            // What failed once may work the next time, without a restart.
            made = null;
            throw cause;
        });
        return await made;
    };
}
/** The nearest folder above that holds package.json: the same for sources and for what is built of them. */
function findPackageRoot(from) {
    if (existsSync(join(from, 'package.json'))) {
        return from;
    }
    const above = dirname(from);
    if (above === from) {
        throw new StartupError('internal.error', 'package.json is missing: the installation is broken');
    }
    return findPackageRoot(above);
}
