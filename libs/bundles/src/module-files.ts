import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { BundleSettings } from './bundle-settings.js';

/** Copies of a kind that are kept; the oldest go first. */
const MAX_FILES = 256;
/** What a copy is of. */
export type CopyKind = 'wasm' | 'data.json';

/**
 * Copies of compiled modules and their base data on disk, by their SHA-256: a file that is not what its name says is as
 * good as absent.
 */
@Injectable()
export class ModuleFiles {
  constructor(private readonly settings: BundleSettings) {}

  async read(sha256: string, kind: CopyKind = 'wasm'): Promise<Buffer | null> {
    try {
      const module = await readFile(this.path(sha256, kind));
      return sha256Of(module) === sha256 ? module : null;
    } catch {
      return null;
    }
  }

  /** Never throws: the database has it too. */
  async write(module: Uint8Array, kind: CopyKind = 'wasm'): Promise<void> {
    const path = this.path(sha256Of(module), kind);
    const fresh = `${path}.${randomUUID()}`;
    try {
      await mkdir(this.settings.folder, { recursive: true, mode: 0o700 });
      await writeFile(fresh, module, { mode: 0o600, flush: true });
      await rename(fresh, path);
      await this.prune(kind);
    } catch {
      await rm(fresh, { force: true }).catch(() => undefined);
    }
  }

  private async prune(kind: CopyKind): Promise<void> {
    const names = (await readdir(this.settings.folder)).filter((name) => name.endsWith(`.${kind}`));
    if (names.length <= MAX_FILES) {
      return;
    }
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.settings.folder, name);
        return { path, at: (await stat(path)).mtimeMs };
      }),
    );
    const old = files.sort((a, b) => b.at - a.at).slice(MAX_FILES);
    await Promise.all(
      old.map(async ({ path }) => {
        await rm(path, { force: true });
      }),
    );
  }

  private path(sha256: string, kind: CopyKind): string {
    return join(this.settings.folder, `${sha256}.${kind}`);
  }
}

/** In hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
