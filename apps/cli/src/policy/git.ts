import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Where Legate serves the repository of a tenant. */
const SERVED = /\/git\/(?<tenant>[^/]+)\/policies\.git\/?$/u;

/** A remote of Git that a Legate server serves. */
export interface ServedRemote {
  readonly name: string;
  readonly tenant: string;
}

/** The commit that a folder stands at, when nothing in it differs from it; undefined without Git too. */
export async function cleanCommit(folder: string): Promise<string | undefined> {
  const changes = await git(folder, ['status', '--porcelain', '--', '.']);
  const commit = changes === '' ? await git(folder, ['rev-parse', '--verify', 'HEAD']) : undefined;
  return commit === undefined || commit === '' ? undefined : commit;
}

/** The first remote whose `git push` would deploy a folder to a tenant. */
export async function servedRemote(folder: string): Promise<ServedRemote | undefined> {
  const lines = (await git(folder, ['remote', '--verbose'])) ?? '';
  for (const line of lines.split('\n')) {
    const [name = '', url = '', kind] = line.split(/\s+/u);
    const tenant = SERVED.exec(url)?.groups?.['tenant'];
    if (kind === '(push)' && tenant !== undefined) {
      return { name, tenant };
    }
  }
  return undefined;
}

async function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', [...args], { cwd: folder, timeout: 10_000 });
    return stdout.trim();
  } catch {
    // No Git here, no repository, or no commit yet.
    return undefined;
  }
}
