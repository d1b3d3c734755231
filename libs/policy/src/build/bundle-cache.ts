import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BaseData } from './base-data.js';
import {
  BUNDLE_FORMAT_VERSION,
  type BundleManifest,
  type CompiledBundle,
} from './compiled-bundle.js';

const MODULE_FILE = 'policy.wasm';
const MANIFEST_FILE = 'manifest.json';

interface StoredManifest {
  readonly digest: string;
  readonly opaVersion: string;
  /** SHA-256, hex, of the module beside it. */
  readonly wasmSha256: string;
  readonly manifest: BundleManifest;
}

/** The file that is written. */
interface SealedManifest {
  readonly stored: StoredManifest;
  /** SHA-256, hex, of `stored` as JSON. */
  readonly storedSha256: string;
}

/**
 * Compiled bundles by digest, in `policies/<digest>/` of a folder. Whoever can write that folder decides what
 * runs; the checks here find damage, not forgery.
 */
export class BundleCache {
  readonly #folder: string;

  /** `folder` need not exist. */
  constructor(folder: string) {
    this.#folder = join(folder, 'policies');
  }

  /**
   * The bundle of a source, or undefined when it is absent or damaged in any way. Its data is the source's own, which
   * the digest covers; it is not stored here.
   */
  async read({
    digest,
    data,
  }: {
    readonly digest: string;
    readonly data: BaseData | null;
  }): Promise<CompiledBundle | undefined> {
    try {
      const entry = join(this.#folder, digest);
      const sealed = JSON.parse(
        await readFile(join(entry, MANIFEST_FILE), 'utf8'),
      ) as SealedManifest;
      const wasm = await readFile(join(entry, MODULE_FILE));
      const opened = openSealed(sealed, wasm, digest);
      return opened && { ...opened, data: data?.json ?? null };
    } catch {
      // Absent, unreadable or not JSON: all the same to the caller, who builds it anew.
      return undefined;
    }
  }

  /** Stores a bundle so that a reader sees the whole entry or none; replaces a damaged one. */
  async write(bundle: CompiledBundle): Promise<void> {
    const entry = join(this.#folder, bundle.digest);
    const fresh = `${entry}.${randomUUID()}`;
    await mkdir(fresh, { recursive: true });
    try {
      await writeFile(join(fresh, MODULE_FILE), bundle.wasm, { flush: true });
      await writeFile(join(fresh, MANIFEST_FILE), JSON.stringify(seal(bundle)), { flush: true });
      await this.#replace(entry, fresh);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }

  /** A folder can only be renamed onto an empty one, so what is there is moved away first. */
  async #replace(entry: string, fresh: string): Promise<void> {
    const old = `${fresh}.old`;
    try {
      await rename(entry, old);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw thrown;
      }
    }
    try {
      await rename(fresh, entry);
    } catch (thrown) {
      // Another process has stored the same digest in between; its entry is as good as ours.
      if (!['ENOTEMPTY', 'EEXIST'].includes((thrown as NodeJS.ErrnoException).code ?? '')) {
        throw thrown;
      }
    } finally {
      await rm(old, { recursive: true, force: true });
    }
  }
}

function seal(bundle: CompiledBundle): SealedManifest {
  const { digest, opaVersion, manifest } = bundle;
  const stored: StoredManifest = { digest, opaVersion, wasmSha256: sha256(bundle.wasm), manifest };
  return { stored, storedSha256: sha256(JSON.stringify(stored)) };
}

function openSealed(
  { stored, storedSha256 }: SealedManifest,
  wasm: Uint8Array,
  digest: string,
): CompiledBundle | undefined {
  const isWhole =
    sha256(JSON.stringify(stored)) === storedSha256 &&
    stored.digest === digest &&
    stored.wasmSha256 === sha256(wasm) &&
    stored.manifest.formatVersion === BUNDLE_FORMAT_VERSION;
  return isWhole
    ? { digest, opaVersion: stored.opaVersion, wasm, manifest: stored.manifest }
    : undefined;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
