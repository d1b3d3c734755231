import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { withCacheLock } from './cache-lock.js';
import { buildFromDebian } from './debian/debian-build.js';
import type { FetchLimits } from './fetch-file.js';
import { opaFromSetting, opaOnPath } from './installed-opa.js';
import type { OpaBinary, StagedOpa, Target } from './opa-binary.js';
import { OpaCache } from './opa-cache.js';
import { OpaUnavailableError, type FailedWay } from './opa-unavailable-error.js';
import { OPA_RELEASE, type PinnedRelease } from './pinned-release.js';
import { reasonOf } from './reason-of.js';
import { OFFICIAL_RELEASES, downloadRelease } from './release-download.js';
import { removeOldScratch, withScratchFolder } from './scratch-folder.js';

/** Where to look for OPA. What is optional may also be undefined, as values of the environment are. */
export interface LocateOpaOptions {
  /** Our cache of binaries is its folder `opa`; made when needed. */
  readonly cacheDir: string;
  /** Path of the binary to use, whatever else there is (LEGATE_OPA); empty counts as not set. */
  readonly setting?: string | undefined;
  /** PATH: searched for `opa`, and for apt and dpkg when OPA must be built. */
  readonly pathVariable?: string | undefined;
  /** A mirror of {@link OFFICIAL_RELEASES}. */
  readonly releaseBaseUrl?: string | undefined;
  /** Gets one line without a line end per step that takes time or was passed over. */
  readonly onProgress: (line: string) => void;
  /** The machine; this one when left out. */
  readonly target?: Target | undefined;
  /** {@link OPA_RELEASE} when left out. */
  readonly release?: PinnedRelease | undefined;
  /** When a download is given up; 10 s without an answer, 30 s without data. */
  readonly fetchLimits?: Partial<FetchLimits> | undefined;
  /** Where Debian's marks are looked for; `/` when left out. */
  readonly systemRoot?: string | undefined;
}

interface Way {
  readonly name: string;
  readonly get: () => Promise<OpaBinary>;
}

/**
 * Finds a supported OPA, or gets one, in this order: the setting; `opa` on PATH; our cache; the official
 * release; a build from Debian's source package. A setting that names no usable OPA is an error at once.
 * Concurrent calls, also of other processes with the same cache, get OPA once.
 * @throws {OpaUnavailableError} when nothing works.
 */
export async function locateOpa(options: LocateOpaOptions): Promise<OpaBinary> {
  const { setting } = options;
  const failures: FailedWay[] = [];
  if (setting !== undefined && setting !== '') {
    const way = { name: 'LEGATE_OPA', get: async () => await opaFromSetting(setting) };
    return (await firstThatWorks([way], failures)) ?? unavailable(failures);
  }
  const search = new OpaSearch(options, failures);
  return (await search.find()) ?? (await search.obtain()) ?? unavailable(failures);
}

/** The folder for binaries when nobody set one: `legate` in the user's cache folder. */
export function defaultCacheDir(xdgCacheHome: string | undefined): string {
  // The XDG rules: a value that is empty or relative counts as not set.
  const base = xdgCacheHome?.startsWith('/') === true ? xdgCacheHome : join(homedir(), '.cache');
  return join(base, 'legate');
}

class OpaSearch {
  private readonly folder: string;
  private readonly target: Target;
  private readonly release: PinnedRelease;
  private readonly cache: OpaCache;

  constructor(
    private readonly options: LocateOpaOptions,
    private readonly failures: FailedWay[],
  ) {
    this.folder = resolve(options.cacheDir, 'opa');
    this.target = options.target ?? { platform: process.platform, arch: process.arch };
    this.release = options.release ?? OPA_RELEASE;
    this.cache = new OpaCache(this.folder, this.target, options.onProgress);
  }

  async find(): Promise<OpaBinary | undefined> {
    const { pathVariable = '', onProgress } = this.options;
    const ways = [
      { name: 'PATH', get: async () => await opaOnPath(pathVariable, this.target, onProgress) },
      { name: `cache ${this.folder}`, get: async () => await this.fromCache() },
    ];
    return await firstThatWorks(ways, this.failures);
  }

  async obtain(): Promise<OpaBinary | undefined> {
    const { onProgress } = this.options;
    const locked = async (): Promise<OpaBinary | undefined> => {
      await removeOldScratch(this.folder);
      // Another process may have been busy with it while we waited for the lock.
      const found = await this.cache.find(this.release.version);
      return found ?? (await firstThatWorks(this.makingWays(), this.failures, onProgress));
    };
    try {
      return await withCacheLock(this.folder, onProgress, locked);
    } catch (error) {
      this.failures.push({ way: `filling ${this.folder}`, reason: reasonOf(error) });
      return undefined;
    }
  }

  private makingWays(): Way[] {
    const { onProgress, pathVariable = '', systemRoot = '/' } = this.options;
    const request = {
      baseUrl: this.options.releaseBaseUrl ?? OFFICIAL_RELEASES,
      release: this.release,
      target: this.target,
      limits: this.options.fetchLimits,
    };
    return [
      {
        name: `official release ${this.release.version}`,
        get: async () =>
          await this.make(async (folder) => await downloadRelease(request, folder, onProgress)),
      },
      {
        name: "Debian's source package",
        get: async () =>
          await this.make(
            async (folder) =>
              await buildFromDebian({ systemRoot, pathVariable }, folder, onProgress),
          ),
      },
    ];
  }

  private async make(work: (folder: string) => Promise<StagedOpa>): Promise<OpaBinary> {
    return await withScratchFolder(
      this.folder,
      async (folder) => await this.cache.put(await work(folder)),
    );
  }

  private async fromCache(): Promise<OpaBinary> {
    const found = await this.cache.find(this.release.version);
    if (found === undefined) {
      throw new Error('holds no usable OPA');
    }
    return found;
  }
}

async function firstThatWorks(
  ways: readonly Way[],
  failures: FailedWay[],
  onFailure?: (line: string) => void,
): Promise<OpaBinary | undefined> {
  for (const way of ways) {
    try {
      return await way.get();
    } catch (error) {
      const reason = reasonOf(error);
      failures.push({ way: way.name, reason });
      onFailure?.(`No OPA by ${way.name}: ${reason}`);
    }
  }
  return undefined;
}

function unavailable(failures: readonly FailedWay[]): never {
  throw new OpaUnavailableError(failures);
}
