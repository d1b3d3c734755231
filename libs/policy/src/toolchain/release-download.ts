import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchText, fetchToFile, type FetchLimits } from './fetch-file.js';
import type { StagedOpa, Target } from './opa-binary.js';
import { releaseFileFor, type PinnedRelease } from './pinned-release.js';

/** Where the project publishes its releases, as `<base>/v<version>/<file>`. */
export const OFFICIAL_RELEASES = 'https://github.com/open-policy-agent/opa/releases/download';

const LIMITS: FetchLimits = { answerMs: 10_000, silenceMs: 30_000, maxBytes: 300_000_000 };

/** What to download and where from. */
export interface ReleaseRequest {
  readonly baseUrl: string;
  readonly release: PinnedRelease;
  readonly target: Target;
  readonly limits?: Partial<FetchLimits> | undefined;
}

/**
 * Downloads the pinned release for the target into `folder`. Its digest is checked against the table in
 * our code; a file missing there, against the `.sha256` file beside it. What does not match is deleted.
 */
export async function downloadRelease(
  { baseUrl, release, target, limits }: ReleaseRequest,
  folder: string,
  onProgress: (line: string) => void,
): Promise<StagedOpa> {
  const name = releaseFileFor(target);
  if (name === undefined) {
    throw new Error(`there is none for ${target.platform}/${target.arch}`);
  }
  const url = `${baseUrl.replace(/\/+$/, '')}/v${release.version}/${name}`;
  const allLimits = { ...LIMITS, ...limits };
  onProgress(`Downloading OPA ${release.version} from ${url}`);
  const wanted = release.digests[name] ?? (await publishedDigest(url, allLimits));
  const path = join(folder, name);
  const digest = await fetchToFile(url, path, allLimits);
  if (digest !== wanted) {
    await rm(path);
    throw new Error(`${url} has SHA-256 ${digest}, expected ${wanted}; it was deleted`);
  }
  return { path, source: 'release' };
}

async function publishedDigest(url: string, limits: FetchLimits): Promise<string> {
  requireTrustworthyTransport(url);
  const text = await fetchText(`${url}.sha256`, { ...limits, maxBytes: 1_000 });
  const digest = /^[0-9a-f]{64}(?=\s|$)/i.exec(text.trim())?.[0];
  if (digest === undefined) {
    throw new Error(`${url}.sha256 holds no SHA-256 digest`);
  }
  return digest.toLowerCase();
}

/** Without a pinned digest the connection is all there is to trust. */
function requireTrustworthyTransport(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error(`no digest is pinned for ${url}, so it is got only over https`);
  }
}
