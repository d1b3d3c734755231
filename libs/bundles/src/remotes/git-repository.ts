import { mkdtemp, rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyBuildError, writeArchive } from '@legate/policy';
import type { ArchiveFile } from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { authorizationOf, toLine } from './bundle-source.js';
import type { Asked, Found } from './bundle-source.js';
import { readCommit } from './commit-files.js';
import { allowedAddresses, hostOf } from './remote-address.js';
import { RemoteError } from './remote-error.js';
import { RemoteSettings } from './remote-settings.js';
import { runGit } from './run-git.js';
import type { GitBox, GitResult } from './run-git.js';

/** The first version that can be told which addresses to connect to (`http.curloptResolve`). */
const LEAST_VERSION = [2, 37] as const;
/** Rego and data are unpacked to at most so much. */
const MAX_FILES_BYTES = 16 * 1024 * 1024;
const LOCAL = 'refs/heads/fetched';
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/u;

/** Fetches a branch with the system's `git` into a folder that is gone afterwards. */
@Injectable()
export class GitRepository {
  constructor(private readonly settings: RemoteSettings) {}

  /** @throws RemoteError */
  async ask(asked: Asked): Promise<Found> {
    const folder = await mkdtemp(join(tmpdir(), 'legate-git-'));
    try {
      const box = await this.box(folder, asked);
      await requireVersion(box);
      return await look(asked, box);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async box(folder: string, { remote, credential, signal }: Asked): Promise<GitBox> {
    const url = new URL(remote.url);
    const addresses = await allowedAddresses(url, this.settings);
    const port = url.port === '' ? ({ 'https:': '443' }[url.protocol] ?? '80') : url.port;
    const host = hostOf(url);
    const { caFile, searchPath } = this.settings;
    const config: (readonly [string, string])[] = [
      ...QUIET,
      // Ours only, by "user": nothing that a server sends may name another place.
      [`protocol.${url.protocol.replace(':', '')}.allow`, 'user'],
      ...(isIP(host) === 0
        ? [['http.curloptResolve', `${host}:${port}:${addresses.join(',')}`] as const]
        : []),
      ...(credential === null
        ? []
        : [['http.extraHeader', `Authorization: ${authorizationOf(credential)}`] as const]),
      ...(caFile === null ? [] : [['http.sslCAInfo', caFile] as const]),
    ];
    return { folder, searchPath, signal, config };
  }
}

const QUIET = [
  ['protocol.allow', 'never'],
  ['http.followRedirects', 'false'],
  ['http.proxy', ''],
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '20'],
  ['credential.helper', ''],
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['transfer.fsckObjects', 'true'],
  ['transfer.bundleURI', 'false'],
  // One pack, whatever it holds: its size is what the limit of a file bounds.
  ['fetch.unpackLimit', '1'],
  ['fetch.recurseSubmodules', 'false'],
  ['pack.threads', '1'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['init.defaultBranch', 'main'],
] as const;

async function requireVersion(box: GitBox): Promise<void> {
  const { stdout } = await runGit(['version'], box);
  const [, major, minor] = /(\d+)\.(\d+)/u.exec(stdout.toString('latin1')) ?? [];
  const [least, leastMinor] = LEAST_VERSION;
  if (Number(major) < least || (Number(major) === least && Number(minor) < leastMinor)) {
    const message = `git ${least}.${leastMinor} or later is needed`;
    throw new RemoteError('bundle_remote.git_missing', message);
  }
}

async function look(asked: Asked, box: GitBox): Promise<Found> {
  const { remote, version, refusedVersion } = asked;
  const listed = await newestCommit(asked, box);
  if (listed === version) {
    return { kind: 'unchanged', version };
  }
  if (listed === refusedVersion) {
    return { kind: 'refused_before', version: listed };
  }
  await succeed(['init', '--quiet', '--bare', '--template=', '.'], box);
  const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
  const branch = `+refs/heads/${remote.branch}:${LOCAL}`;
  await succeed(['fetch', ...options, '--', remote.url, branch], box);
  const { stdout } = await succeed(['rev-parse', '--verify', `${LOCAL}^{commit}`], box);
  const commit = stdout.toString('latin1').trim();
  try {
    await requireForward(asked, commit, box);
    const archive = await writeArchive(await readFiles(asked, commit, box));
    return { kind: 'new', version: commit, archive };
  } catch (error) {
    if (error instanceof PolicyBuildError || error instanceof RewrittenHistory) {
      return { kind: 'refused', version: commit, error };
    }
    throw error;
  }
}

async function readFiles(
  { remote: { folder } }: Asked,
  commit: string,
  box: GitBox,
): Promise<readonly ArchiveFile[]> {
  const run = async (args: readonly string[], input?: string): Promise<GitResult> =>
    await runGit(args, box, input);
  return await readCommit(run, { commit, folder, maxBytes: MAX_FILES_BYTES });
}

async function newestCommit({ remote }: Asked, box: GitBox): Promise<string> {
  const ref = `refs/heads/${remote.branch}`;
  const { exitCode, stdout, stderr } = await runGit(['ls-remote', '--', remote.url, ref], box);
  if (exitCode !== 0) {
    throw failed('the repository cannot be read', stderr);
  }
  const [, commit = ''] = /^([0-9a-f]+)\t/u.exec(stdout.toString('latin1')) ?? [];
  if (!COMMIT.test(commit)) {
    throw failed(`the repository has no branch "${remote.branch}"`, '');
  }
  return commit;
}

/** A branch that does not hold what was last taken in is an older state, or another history: an admin says so. */
async function requireForward(
  { remote, version }: Asked,
  commit: string,
  box: GitBox,
): Promise<void> {
  if (version === null || remote.history === 'any') {
    return;
  }
  const { exitCode } = await runGit(['merge-base', '--is-ancestor', version, commit], box);
  if (exitCode !== 0) {
    const message = `${commit} does not come after ${version}, which was taken in last`;
    throw new RewrittenHistory('bundle_remote.rewritten', message);
  }
}

class RewrittenHistory extends RemoteError {}

async function succeed(args: readonly string[], box: GitBox): Promise<GitResult> {
  const result = await runGit(args, box);
  if (result.exitCode !== 0) {
    throw failed(`git ${args[0] ?? ''} failed`, result.stderr);
  }
  return result;
}

function failed(what: string, stderr: string): RemoteError {
  const said = toLine(stderr.replaceAll(/^(hint|warning):.*$/gmu, ''));
  return new RemoteError('bundle_remote.fetch_failed', said === '' ? what : `${what}: ${said}`);
}
