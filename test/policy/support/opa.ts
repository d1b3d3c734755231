import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  buildBundle,
  checkBundleSource,
  compileModule,
  defaultCacheDir,
  locateOpa,
  PolicyEngine,
  readBundleSource,
  runOpa,
  type CompiledBundle,
  type OpaBinary,
  type OpaResult,
  type PolicyEngineOptions,
} from '@legate/policy';

export const REPO = join(__dirname, '../../..');
/** Folders of the bundles that are shipped. */
export const SHIPPED = {
  starter: 'policies-rego/starter',
  system: 'policies-rego/system',
  agents: 'policies-rego/examples/agents',
  patterns: 'policies-rego/examples/patterns',
  fromOpa: 'policies-rego/examples/from-opa/after',
} as const;

let located: Promise<OpaBinary> | undefined;

/** OPA from LEGATE_OPA, PATH or the cache. */
export async function testOpa(): Promise<OpaBinary> {
  const { LEGATE_CACHE_DIR, LEGATE_OPA, PATH, XDG_CACHE_HOME } = process.env;
  located ??= locateOpa({
    cacheDir: LEGATE_CACHE_DIR ?? defaultCacheDir(XDG_CACHE_HOME),
    setting: LEGATE_OPA,
    pathVariable: PATH,
    onProgress: () => undefined,
  });
  return await located;
}

/** Runs OPA in the repo. */
export async function opa(args: readonly string[], input?: string): Promise<OpaResult> {
  return await runOpa(await testOpa(), args, { cwd: REPO, input, timeoutMs: 60_000 });
}

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

/** Runs `use` with a folder that holds the files, and removes it. */
export async function withFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'legate-policy-test-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Builds a folder's bundle, not through any cache. */
export async function build(folder: string): Promise<CompiledBundle> {
  return await buildBundle(await readBundleSource(folder), await testOpa());
}

/** The module of a folder as OPA gives it, without fuel. */
export async function buildPlain(folder: string): Promise<Uint8Array> {
  const source = await readBundleSource(folder);
  const opaBinary = await testOpa();
  return await compileModule(source, await checkBundleSource(source, opaBinary), opaBinary);
}

/** Builds a bundle of these files. */
export async function buildFiles(files: Files): Promise<CompiledBundle> {
  return await withFolder(files, build);
}

/** An engine for a bundle of these files. */
export async function engineOf(files: Files, options?: PolicyEngineOptions): Promise<PolicyEngine> {
  return await PolicyEngine.load(await buildFiles(files), options);
}

/** An engine for a shipped bundle. */
export async function shippedEngine(name: keyof typeof SHIPPED): Promise<PolicyEngine> {
  return await PolicyEngine.load(await build(join(REPO, SHIPPED[name])));
}
