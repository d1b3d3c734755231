import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withWorkFolder } from '../support/cli.js';
import { startService } from '../support/running-service.js';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'first-policy.md');
const FENCE = /(?:<!-- (?<note>[^>]+) -->\n\n)?```(?<kind>sh|text)\n(?<body>[\s\S]*?)```/gu;

/** A block of commands of the page, and what it says of them. */
interface Step {
  readonly commands: string;
  readonly exit: number;
  readonly shown: string[];
}

function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  for (const { groups } of page.matchAll(FENCE)) {
    const { note = '', kind, body = '' } = groups ?? {};
    if (kind === 'text') {
      steps.at(-1)?.shown.push(...body.split('\n').filter((line) => line.trim() !== ''));
    } else if (note !== 'not run') {
      const exit = Number(/^exits with (\d+)$/u.exec(note)?.[1] ?? 0);
      steps.push({ commands: body, exit, shown: [] });
    }
  }
  return steps;
}

/** A line of the page; `…` stands for anything. */
function toPattern(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}`, 'mu');
}

async function bash(
  commands: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<{ readonly exit: number; readonly output: string }> {
  return await new Promise((resolve) => {
    execFile('bash', ['-c', commands], options, (error, stdout, stderr) => {
      resolve({ exit: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

it('docs/first-policy.md: every command does what the page says', async () => {
  const service = await startService();
  const steps = stepsOf(await readFile(PAGE, 'utf8'));
  expect(steps.length).toBeGreaterThan(10);
  try {
    await withWorkFolder(async (folder) => {
      const bin = join(folder, 'bin');
      await mkdir(bin);
      const legate = join(bin, 'legate');
      const script = join(ROOT, 'scripts', 'legate.mjs');
      await writeFile(legate, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
      await chmod(legate, 0o755);
      const { PATH = '', HOME, XDG_CACHE_HOME, LEGATE_OPA, LEGATE_CACHE_DIR } = process.env;
      const env = {
        ...{ HOME, XDG_CACHE_HOME, LEGATE_OPA, LEGATE_CACHE_DIR, AT: join(folder, 'at') },
        ...{ PATH: `${bin}:${PATH}`, LEGATE_URL: service.url, LEGATE_KEY: service.key },
      };
      await writeFile(env.AT, folder);
      for (const { commands, exit, shown } of steps) {
        const kept = `trap 'pwd > "$AT"' EXIT\nset -e\n${commands}`;
        const result = await bash(kept, { cwd: (await readFile(env.AT, 'utf8')).trim(), env });
        expect({ commands, ...result }).toMatchObject({ commands, exit });
        const missing = shown.filter((line) => !toPattern(line).test(result.output));
        expect({ commands, output: result.output, missing }).toMatchObject({ missing: [] });
      }
    });
  } finally {
    await service.stop();
  }
});
