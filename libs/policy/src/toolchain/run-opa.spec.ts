import type { OpaBinary } from './opa-binary.js';
import { runOpa } from './run-opa.js';
import { TemporaryFolder, writeProgram } from './toolchain.fixture.js';

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await TemporaryFolder.create();
});
afterAll(async () => {
  await folder.remove();
});

async function program(name: string, body: string): Promise<OpaBinary> {
  const path = await writeProgram(folder.join(name), `#!/bin/sh\n${body}\n`);
  return { path, version: '1.4.2', source: 'setting' };
}

describe('runOpa', () => {
  it('returns both outputs and a non-zero exit code as a result', async () => {
    const opa = await program('fails', 'echo "out $1"; echo err >&2; exit 3');
    await expect(runOpa(opa, ['a b'])).resolves.toEqual({
      exitCode: 3,
      stdout: 'out a b\n',
      stderr: 'err\n',
    });
  });

  it('passes input, working directory and environment', async () => {
    const opa = await program('echoes', 'cat; pwd; echo "$WORD:$HOME"');
    const run = await runOpa(opa, [], { input: 'in\n', cwd: '/', env: { WORD: 'w' } });
    expect(run.stdout).toBe('in\n/\nw:\n');
  });

  it('closes the input when there is none, so that OPA does not wait for it', async () => {
    const opa = await program('reads', 'cat; echo end');
    await expect(runOpa(opa, [])).resolves.toMatchObject({ stdout: 'end\n', exitCode: 0 });
  });

  it('does not split characters that arrive in pieces', async () => {
    const opa = await program('pieces', "printf '\\303'; sleep 0.05; printf '\\244'");
    await expect(runOpa(opa, [])).resolves.toMatchObject({ stdout: 'ä' });
  });

  it('survives a program that does not read its input', async () => {
    const opa = await program('deaf', 'exit 0');
    const run = await runOpa(opa, [], { input: 'x'.repeat(1_000_000) });
    expect(run.exitCode).toBe(0);
  });

  it('counts an end by a signal as shells do', async () => {
    const opa = await program('dies', 'kill -TERM $$');
    await expect(runOpa(opa, [])).resolves.toMatchObject({ exitCode: 143 });
  });

  it('kills the program and its children when the time is over', async () => {
    // The sleeping child holds the output open: were it not killed too, this would not end.
    const opa = await program('hangs', 'sleep 600 & wait');
    await expect(runOpa(opa, [], { timeoutMs: 50 })).rejects.toThrow(/within 50 ms/);
  });

  it('rejects when the binary is missing', async () => {
    const opa: OpaBinary = { path: folder.join('none'), version: '1.4.2', source: 'path' };
    await expect(runOpa(opa, [])).rejects.toThrow(/ENOENT/);
  });
});
