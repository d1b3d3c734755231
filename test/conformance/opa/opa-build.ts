import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BUNDLE_FORMAT_VERSION, PolicyEngine, PROVIDED_BUILTINS, runOpa } from '@legate/policy';
import { opa, testOpa, withFolder, type Files } from '../../policy/support/opa.js';
import { caseModules, type CaseModules } from './case-modules.js';
import type { OpaCase } from './cases.js';

/** What has become of the cases of one build. */
export interface BuiltCases {
  readonly engine: PolicyEngine | undefined;
  /** Package of each case that was built. */
  readonly packages: ReadonlyMap<OpaCase, string>;
  /** What OPA says against the others. */
  readonly refusals: ReadonlyMap<OpaCase, string>;
}

const LIMIT = { timeoutMs: 120_000 };

/** Builds cases into one module, under the capabilities of our runtime; without those that OPA refuses. */
export async function buildCases(cases: readonly OpaCase[], areAlone = false): Promise<BuiltCases> {
  const refusals = new Map<OpaCase, string>();
  const all = new Map(
    cases.map((each, index) => [each, caseModules(each, areAlone ? '' : `c${index}`)]),
  );
  for (;;) {
    const rest = [...all].filter(([each]) => !refusals.has(each));
    if (rest.length === 0) {
      return { engine: undefined, packages: new Map(), refusals };
    }
    const built = await tryBuild(rest.map(([, modules]) => modules));
    if (built instanceof Uint8Array) {
      const packages = new Map(rest.map(([each, modules]) => [each, modules.package]));
      const engine = await engineFor(
        built,
        rest.map(([, modules]) => modules),
      );
      return { engine, packages, refusals };
    }
    const before = refusals.size;
    for (const [each, modules] of rest) {
      const message = built.find(({ file }) => file in modules.files)?.message;
      if (message !== undefined) {
        refusals.set(each, message);
      }
    }
    if (refusals.size === before) {
      throw new Error(`opa refuses no case in particular: ${JSON.stringify(built)}`);
    }
  }
}

interface Refusal {
  readonly file: string;
  readonly message: string;
}

async function tryBuild(modules: readonly CaseModules[]): Promise<Uint8Array | Refusal[]> {
  const files: Files = Object.assign(
    { 'capabilities.json': await capabilities() },
    ...modules.map((each) =>
      Object.fromEntries(
        Object.entries(each.files).map(([path, text]) => [`sources/${path}`, text]),
      ),
    ),
  ) as Files;
  return await withFolder(files, async (folder) => {
    const given = ['--capabilities', 'capabilities.json'];
    const run = async (args: readonly string[]): ReturnType<typeof runOpa> =>
      await runOpa(await testOpa(), [...args, ...given, 'sources'], { cwd: folder, ...LIMIT });
    const check = await run(['check', '--format', 'json', '--max-errors', '1000']);
    if (check.exitCode !== 0) {
      return refusalsIn(check.stderr || check.stdout);
    }
    const entrypoints = modules.flatMap((each) => ['--entrypoint', entrypointOf(each)]);
    const target = ['build', '--target', 'wasm', '--output', 'bundle.tar.gz', ...entrypoints];
    const build = await run(target);
    if (build.exitCode !== 0) {
      return refusalsInText(build.stderr);
    }
    return moduleIn(await readFile(join(folder, 'bundle.tar.gz')));
  });
}

function entrypointOf(each: CaseModules): string {
  return `${each.package.replaceAll('.', '/')}/result`;
}

function refusalsIn(json: string): Refusal[] {
  try {
    const { errors } = JSON.parse(json) as {
      errors: { message: string; location?: { file?: string } }[];
    };
    return errors.map(({ message, location }) => ({ file: withoutRoot(location?.file), message }));
  } catch {
    return refusalsInText(json);
  }
}

function refusalsInText(text: string): Refusal[] {
  return text.split('\n').map((line) => ({
    file: withoutRoot(/sources\/\S+?\.rego/u.exec(line)?.[0]),
    message: line,
  }));
}

function withoutRoot(file = ''): string {
  return file.replace(/^sources\//u, '');
}

let allowed: Promise<string> | undefined;

/** As the build of a bundle has them. */
async function capabilities(): Promise<string> {
  allowed ??= opa(['capabilities', '--current']).then(({ stdout }) => {
    const current = JSON.parse(stdout) as { builtins: { name: string }[] };
    const builtins = current.builtins.filter(({ name }) => PROVIDED_BUILTINS.has(name));
    return JSON.stringify({ ...current, builtins, allow_net: [] });
  });
  return await allowed;
}

/** The compiled policy in a bundle that OPA has written. */
export function moduleIn(archive: Buffer): Uint8Array {
  const tar = gunzipSync(archive);
  for (let at = 0; at < tar.length;) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/su, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8) || 0;
    if (name === '/policy.wasm') {
      return tar.subarray(at + 512, at + 512 + size);
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('no module in the bundle');
}

async function engineFor(wasm: Uint8Array, modules: readonly CaseModules[]): Promise<PolicyEngine> {
  const packages = modules.map((each) => ({
    name: each.package,
    entrypoint: entrypointOf(each),
    resourceTypes: null,
    actions: null,
    guards: [],
    hasObligations: false,
  }));
  const merged: unknown = Object.assign({}, ...modules.map((each) => each.data));
  const data = Buffer.from(JSON.stringify(merged));
  const dataSha256 = createHash('sha256').update(data).digest('hex');
  const manifest = { formatVersion: BUNDLE_FORMAT_VERSION, packages, warnings: [], dataSha256 };
  return await PolicyEngine.load(
    { digest: 'conformance', opaVersion: '', wasm, manifest, data },
    { maxMemoryPages: 2048, recycleMemoryPages: 1024, fuel: 1_000_000_000 },
  );
}
