import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LEGATE = join(__dirname, '..', '..', 'scripts', 'legate.mjs');

export interface CliResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliJson {
  readonly exit: number | null;
  /** Untyped: tests assert on it. */
  readonly json: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- as in the test client
}

export interface CliRun {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs `legate` as a process of its own, with nothing of our environment but what finds OPA. */
export async function runLegate(
  args: readonly string[],
  { cwd, env = {}, input = '' }: CliRun,
): Promise<CliResult> {
  const { PATH, HOME, XDG_CACHE_HOME, LEGATE_OPA, LEGATE_CACHE_DIR } = process.env;
  const kept = { PATH, HOME, XDG_CACHE_HOME, LEGATE_OPA, LEGATE_CACHE_DIR };
  const child = spawn(process.execPath, [LEGATE, ...args], { cwd, env: { ...kept, ...env } });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  child.stdin.end(input);
  const exit = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { exit, ...output };
}

/** With `--json`: what it printed, and how it ended. */
export async function runLegateJson(args: readonly string[], run: CliRun): Promise<CliJson> {
  const { exit, stdout, stderr } = await runLegate([...args, '--json'], run);
  try {
    return { exit, json: JSON.parse(stdout) };
  } catch (cause) {
    throw new Error(`no JSON:\n${stdout}${stderr}`, { cause });
  }
}

export async function withWorkFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'legate-cli-test-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
