import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { opaFileName, type OpaBinary, type StagedOpa, type Target } from './opa-binary.js';
import { compareVersions, isSupportedVersion, supportedVersionOf } from './opa-version.js';
import { sha256Of } from './sha256-of.js';

/** Beside each cached binary: what it is, so that only what was put there is run. */
interface CacheRecord {
  readonly version: string;
  readonly source: string;
  readonly sha256: string;
  readonly platform: string;
  readonly arch: string;
}

const RECORD = 'opa.json';

/** OPA binaries that were downloaded or built before: `<folder>/<version>/opa` and a record each. */
export class OpaCache {
  constructor(
    readonly folder: string,
    private readonly target: Target,
    private readonly onProgress: (line: string) => void,
  ) {}

  /**
   * An intact binary of a supported version for this machine, `preferred` before the newest other.
   * The digest is checked each time, which takes some 0.1 s, so that no altered file is run.
   */
  async find(preferred: string): Promise<OpaBinary | undefined> {
    const names = await readdir(this.folder).catch(() => []);
    const versions = names.filter(isSupportedVersion).sort(compareVersions).reverse();
    versions.sort((a, b) => Number(b === preferred) - Number(a === preferred));
    for (const version of versions) {
      const found = await this.read(version);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /**
   * Moves a staged binary into the cache in one step, so that nobody ever sees half of it; an intact
   * one of the same version that another process was faster with stays. Throws when it is no usable OPA.
   */
  async put(staged: StagedOpa): Promise<OpaBinary> {
    await chmod(staged.path, 0o755);
    const version = await supportedVersionOf(staged.path);
    const entry = join(dirname(staged.path), 'entry');
    await mkdir(entry);
    const record: CacheRecord = {
      version,
      source: staged.source,
      sha256: await sha256Of(staged.path),
      ...this.target,
    };
    await rename(staged.path, join(entry, opaFileName(this.target)));
    await writeFile(join(entry, RECORD), `${JSON.stringify(record, null, 2)}\n`);
    await this.install(entry, version);
    return { path: this.binaryPath(version), version, source: staged.source };
  }

  private async install(entry: string, version: string): Promise<void> {
    const place = join(this.folder, version);
    try {
      await rename(entry, place);
    } catch {
      // A folder is there already, and a rename does not replace a filled one.
      if ((await this.read(version)) === undefined) {
        await rm(place, { recursive: true, force: true });
        await rename(entry, place);
      }
    }
  }

  private async read(version: string): Promise<OpaBinary | undefined> {
    const record = await this.record(version);
    if (record?.platform !== this.target.platform || record.arch !== this.target.arch) {
      return undefined;
    }
    const path = this.binaryPath(version);
    const digest = await sha256Of(path).catch(() => undefined);
    if (digest !== record.sha256) {
      this.onProgress(`The cached OPA ${version} is damaged and is not used: ${path}`);
      return undefined;
    }
    return { path, version, source: 'cache' };
  }

  private async record(version: string): Promise<CacheRecord | undefined> {
    try {
      const text = await readFile(join(this.folder, version, RECORD), 'utf8');
      return JSON.parse(text) as CacheRecord;
    } catch {
      return undefined;
    }
  }

  private binaryPath(version: string): string {
    return join(this.folder, version, opaFileName(this.target));
  }
}
