import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_FORMAT_VERSION, PolicyEngine, PolicyLoadError, runOpa } from '@legate/policy';
import { opa, testOpa, withFolder } from '../../policy/support/opa.js';
import { moduleIn } from './opa-build.js';

interface Capabilities {
  readonly builtins: readonly {
    readonly name: string;
    readonly decl: { readonly args?: readonly unknown[] };
  }[];
}

/** Which of these builtins a module that calls them all, compiled under OPA's own capabilities, wants from its host. */
export async function builtinsNeededFor(names: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await opa(['capabilities', '--current']);
  const { builtins } = JSON.parse(stdout) as Capabilities;
  const calls = names.map((name, index) => {
    const { args = [] } = builtins.find((each) => each.name === name)?.decl ?? {};
    return `x contains ${index} if ${name}(${args.map((_, at) => `input.a${at}`).join(', ')})\n`;
  });
  return await withFolder({ 'a.rego': `package a\n\n${calls.join('\n')}` }, async (folder) => {
    const args = ['build', '--target', 'wasm', '--entrypoint', 'a/x', 'a.rego'];
    const built = await runOpa(await testOpa(), args, { cwd: folder, timeoutMs: 60_000 });
    if (built.exitCode !== 0) {
      throw new Error(built.stderr);
    }
    return await missingIn(await readFile(join(folder, 'bundle.tar.gz')));
  });
}

/** The runtime names what a module wants and is not provided. */
async function missingIn(archive: Buffer): Promise<readonly string[]> {
  const wasm = moduleIn(archive);
  const manifest = { formatVersion: BUNDLE_FORMAT_VERSION, packages: [], warnings: [] };
  try {
    await PolicyEngine.load({ digest: 'needed', opaVersion: '', wasm, manifest });
  } catch (thrown) {
    if (thrown instanceof PolicyLoadError) {
      return (/not provided: (?<names>.+)$/u.exec(thrown.message)?.groups?.['names'] ?? '').split(
        ', ',
      );
    }
    throw thrown;
  }
  return [];
}
