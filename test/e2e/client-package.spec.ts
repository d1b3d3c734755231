import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answerJson, ScriptedServer } from '@legate/testing';

const ROOT = join(__dirname, '..', '..');
const run = promisify(execFile);

let folder: string;
let server: ScriptedServer;

/** Runs a program in the folder that has nothing but the package. @returns what it printed */
async function inFolder(
  command: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, npm_config_cache: join(folder, 'cache'), ...more };
  return (await run(command, args, { cwd: folder, env })).stdout;
}

beforeAll(async () => {
  server = await ScriptedServer.start();
  folder = await mkdtemp(join(tmpdir(), 'legate-client-'));
  await run(process.execPath, [join(ROOT, 'scripts', 'build-client.mjs')], { cwd: ROOT });
  const packed = ['pack', join(ROOT, 'libs', 'client'), '--pack-destination', folder];
  await inFolder('npm', packed);
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? 'none';
  await writeFile(join(folder, 'package.json'), '{"name":"consumer","private":true}');
  await inFolder('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`]);
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const ASK = `
  const legate = new LegateClient({ baseUrl: process.argv[2], key: 'k' });
  const question = {
    subject: { type: 'user', id: 'alice' }, action: { name: 'read' }, resource: { type: 'a', id: '1' },
  };
  legate.evaluate(question).then(
    ({ decision }) => console.log(decision),
    (error) => console.log(error instanceof LegateError, error.code),
  );`;

describe('the packed client', () => {
  it('brings no other package, and nothing but what it is made of', async () => {
    const installed = await readdir(join(folder, 'node_modules'));
    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['@legate']);
    const own = await readdir(join(folder, 'node_modules', '@legate', 'client'), {
      recursive: true,
    });
    expect(own).toEqual(
      expect.arrayContaining(['README.md', 'dist/LICENSE', 'dist/index.js', 'dist/index.d.ts']),
    );
    expect(own.filter((name) => /spec|fixture|^src/.test(name))).toEqual([]);
  });

  it.each([
    ['required', 'ask.cjs', `const { LegateClient, LegateError } = require('@legate/client');`],
    ['imported', 'ask.mjs', `import { LegateClient, LegateError } from '@legate/client';`],
  ])('can be %s, and asks', async (_, file, load) => {
    await writeFile(join(folder, file), load + ASK);
    for (const [body, printed] of [
      [{ decision: true }, 'true'],
      [{ decision: false }, 'false'],
      [{ decision: 'true' }, 'true client.malformed_answer'],
    ] as const) {
      server.willAnswer(answerJson(200, body));
      expect((await inFolder(process.execPath, [file, server.url])).trim()).toBe(printed);
      expect(server.seen).toHaveLength(1);
    }
  });

  it('has the parts for Express and Fastify without either, and for Nest beside it', async () => {
    const names = (part: string, ...before: readonly string[]): string =>
      [...before, `console.log(Object.keys(require('@legate/client/${part}')).sort().join())`].join(
        ';',
      );
    const nodePath = { NODE_PATH: join(ROOT, 'node_modules'), NODE_NO_WARNINGS: '1' };
    const printed = await Promise.all([
      inFolder(process.execPath, ['-e', names('express')]),
      inFolder(process.execPath, ['-e', names('fastify')]),
      inFolder(process.execPath, ['-e', names('nest', `require('reflect-metadata')`)], nodePath),
    ]);
    expect(printed.map((text) => text.trim())).toEqual([
      'authorize,decisionOf',
      'authorizeHook,decisionOf',
      'Authorize,AuthorizeGuard,LegateModule,Unguarded,decisionOf',
    ]);
  });

  it('has types, which refuse a wrong question', async () => {
    const source = (id: string): string => `
      import { LegateClient } from '@legate/client';
      import { authorize } from '@legate/client/express';
      const legate = new LegateClient({ baseUrl: 'https://legate.example.com', key: () => 'k' });
      export const allowed: Promise<boolean> = legate.isAllowed({
        subject: { type: 'user', id: ${id} }, action: { name: 'read' }, resource: { type: 'a', id: '1' },
      });
      export const middleware = authorize(legate, () => ({
        subject: { type: 'user', id: 'a' }, action: { name: 'read' }, resource: { type: 'a', id: '1' },
      }));`;
    await writeFile(join(folder, 'good.mts'), source(`'alice'`));
    await writeFile(join(folder, 'bad.mts'), source('5'));
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const check = async (file: string): Promise<string> => {
      const roots = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules', '@types')];
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--skipLibCheck', ...roots];
      return await inFolder(process.execPath, [tsc, ...options, file]).catch(
        (cause: unknown) => (cause as { readonly stdout: string }).stdout,
      );
    };
    expect(await check('good.mts')).toBe('');
    expect(await check('bad.mts')).toContain("'number' is not assignable to type 'string'");
  });
});
