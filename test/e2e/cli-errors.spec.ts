import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeApiKey } from '@legate/callers';
import { runLegate, runLegateJson, withWorkFolder } from '../support/cli.js';
import type { CliResult } from '../support/cli.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
});

const BROKEN = `package policy.broken

guards := set()

permit contains "fetched" if {
\thttp.send({"url": input.context.url, "method": "get"}).status_code == 200
}
`;

async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return await withWorkFolder(async (cwd) => {
    await mkdir(join(cwd, 'broken', 'policy'), { recursive: true });
    await writeFile(join(cwd, 'broken', 'policy', 'broken.rego'), BROKEN);
    await writeFile(
      join(cwd, 'wrong.json'),
      '{"subject": {"type": "user", "id": "a"}, "acton": {}}',
    );
    await writeFile(join(cwd, 'no.json'), '{"subject": ');
    return await runLegate(args, { cwd, env });
  });
}

/** A line of a stack trace of Node. */
const STACK = /^\s+at .+:\d+:\d+\)?$/mu;

describe('exit codes, and one line for each mistake (docs/cli.md)', () => {
  it.each<[string, readonly string[], number, RegExp]>([
    ['nothing at all', [], 2, /no command given; there are: policy new,/],
    [
      'an unknown command',
      ['policy', 'chek'],
      2,
      /unknown command 'chek' \(Did you mean check\?\)/,
    ],
    ['an unknown option', ['policy', 'check', '--jsn'], 2, /unknown option '--jsn'/],
    ['a missing argument', ['policy', 'activate'], 2, /missing required argument 'bundle'/],
    ['too many arguments', ['policy', 'check', 'a', 'b'], 2, /too many arguments/],
    ['no such folder', ['policy', 'check', 'nowhere'], 2, /there is no file or folder nowhere/],
    ['a folder that is not empty', ['policy', 'new', '.'], 2, /\. is not empty/],
    ['a type that names no package', ['policy', 'new', 'x', '--type', 'import'], 2, /none of Rego/],
    ['a bundle that is none', ['policy', 'check', 'no.json'], 1, /policy\.archive\.malformed/],
    ['a file that is no JSON', ['eval', '-i', 'no.json'], 2, /no\.json is no JSON/],
    ['an unknown member', ['eval', '-i', 'wrong.json'], 2, /unknown member "acton"/],
    ['no input', ['eval'], 2, /name its file with --input/],
    ['another shell', ['completion', 'tcsh'], 2, /Allowed choices are bash, zsh, fish/],
    ['no key', ['policy', 'list'], 2, /no key/],
    ['a floor that is none', ['policy', 'test', '--coverage-floor', 'x'], 2, /from 0 to 100/],
    [
      'a server that is no URL',
      ['policy', 'list', '--server', 'x', '--key', 'k'],
      2,
      /must be a URL/,
    ],
  ])('%s', async (_, args, exit, says) => {
    const result = await run(args);
    expect(result).toMatchObject({ exit });
    expect(result.stdout + result.stderr).toMatch(says);
    expect(result.stdout + result.stderr).not.toMatch(STACK);
  });

  it('a policy that is refused: place, line and caret, and no colours where nobody looks', async () => {
    const { exit, stdout } = await run(['policy', 'check', 'broken']);
    expect(exit).toBe(1);
    expect(stdout).toBe(
      [
        'broken/policy/broken.rego:6:2: error policy.build.builtin',
        '  undefined function http.send',
        '    5 | permit contains "fetched" if {',
        '  > 6 |     http.send({"url": input.context.url, "method": "get"}).status_code == 200',
        '      |     ^',
        '    7 | }',
        '',
        '1 error',
        '',
      ].join('\n'),
    );
  });

  it('the server refuses it with the same problems, shown with the same lines', async () => {
    const env = { LEGATE_URL: service.url, LEGATE_KEY: service.key };
    const { exit, stdout } = await run(['policy', 'push', 'broken'], env);
    expect(exit).toBe(1);
    expect(stdout).toContain('broken/policy/broken.rego:6:2: error policy.build.builtin');
    expect(stdout).toContain('> 6 |     http.send(');
  });

  it('3 when nobody answers, 4 when the key may not, 5 without OPA', async () => {
    const away = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => away.once('listening', resolve));
    const { port } = away.address() as AddressInfo;
    await new Promise((resolve) => away.close(resolve));
    const key = makeApiKey();
    const unreachable = await run(['policy', 'list'], {
      LEGATE_URL: `http://127.0.0.1:${port}`,
      LEGATE_KEY: key,
    });
    expect(unreachable).toMatchObject({ exit: 3, stdout: '' });
    expect(unreachable.stderr).toContain('ECONNREFUSED');
    const stranger = await run(['policy', 'list'], { LEGATE_URL: service.url, LEGATE_KEY: key });
    expect(stranger).toMatchObject({ exit: 4, stdout: '' });
    const elsewhere = await run(['policy', 'list', '--tenant', 'nobody'], {
      LEGATE_URL: service.url,
      LEGATE_KEY: service.key,
    });
    expect(elsewhere.exit).toBe(4);
    const noOpa = await run(['policy', 'check', 'broken'], { LEGATE_OPA: '/nowhere/opa' });
    expect(noOpa).toMatchObject({ exit: 5, stdout: '' });
    expect(noOpa.stderr).not.toMatch(STACK);
  });

  it('a server that is not Legate is told as such', async () => {
    const other = createServer((_, answer) => answer.end('<h1>hello</h1>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const env = { LEGATE_URL: `http://127.0.0.1:${port}`, LEGATE_KEY: service.key };
    const { exit, stderr } = await run(['policy', 'list'], env);
    await new Promise((resolve) => other.close(resolve));
    expect({ exit, stderr }).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('is this a Legate server?'),
    });
  });

  it('a key is never shown, wherever it was written', async () => {
    const key = makeApiKey();
    const places = [
      ['policy', 'list', '--kye', key],
      ['policy', 'list', `--server=http://${key}@127.0.0.1`, '--key', key],
      ['policy', 'activate', key, '--key', key],
      [key],
      ['policy', 'check', key],
    ];
    for (const args of places) {
      for (const further of [[], ['--json']]) {
        const { stdout, stderr, exit } = await run([...args, ...further]);
        expect(exit).toBe(2);
        expect(stdout + stderr).not.toContain(key.slice(4));
      }
    }
  });

  it('every error with --json is one object on standard output', async () => {
    await withWorkFolder(async (cwd) => {
      for (const args of [
        ['policy', 'chek'],
        ['policy', 'check', 'nowhere'],
        ['policy', 'list'],
      ]) {
        const { exit, json } = await runLegateJson(args, { cwd });
        expect({ exit, json }).toEqual({
          exit: 2,
          json: {
            ok: false,
            error: {
              code: expect.stringMatching(/^cli\./),
              message: expect.any(String),
              hint: json.error.hint,
            },
          },
        });
      }
    });
  });
});

describe('legate completion', () => {
  it('completes commands and options in bash', async () => {
    const { stdout: script } = await run(['completion', 'bash']);
    const complete = (words: readonly string[]): string[] => {
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const asked = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _legate; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', asked], { encoding: 'utf8' }).trim().split('\n');
    };
    expect(complete(['legate', ''])).toEqual(expect.arrayContaining(['policy', 'eval', 'explain']));
    expect(complete(['legate', 'policy', 'ch'])).toEqual(['check']);
    expect(complete(['legate', 'policy', 'push', 'folder', '--re'])).toEqual(['--revision']);
    expect(complete(['legate', '--json', 'completion', ''])).toEqual(
      expect.arrayContaining(['bash', 'zsh', 'fish']),
    );
  });

  it.each(['zsh', 'fish'])('prints a script for %s that names every command', async (shell) => {
    const { exit, stdout } = await run(['completion', shell]);
    expect(exit).toBe(0);
    for (const word of ['check', 'rollback', 'explain', 'completion']) {
      expect(stdout).toContain(word);
    }
  });
});
