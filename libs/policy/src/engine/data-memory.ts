import { createHash } from 'node:crypto';
import type { CompiledBundle } from '../build/compiled-bundle.js';
import { PolicyLoadError } from './policy-load-error.js';
import { PAGE_BYTES } from './web-assembly.js';

/** What a byte of base data may take in memory: objects by name take 19, long lists of small values more. */
const BYTES_PER_DATA_BYTE = 32;
/** What base data and all else of a new instance may take beyond that, in pages. */
const SPARE_PAGES = 64;

/** Memory of instances that hold base data: the limits of policies stand beside it. */
export class DataMemory {
  readonly data: Uint8Array | null;
  /** The most that an instance may take, in pages of 64 KiB. */
  readonly maxPages: number;
  readonly #dataPages: number;
  readonly #recyclePages: number;
  #ownPages = 0;

  constructor(
    data: Uint8Array | null,
    limits: { readonly maxMemoryPages: number; readonly recycleMemoryPages: number },
  ) {
    this.data = data;
    this.#dataPages = Math.ceil(((data?.length ?? 0) * BYTES_PER_DATA_BYTE) / PAGE_BYTES);
    this.maxPages = limits.maxMemoryPages + this.#dataPages;
    this.#recyclePages = limits.recycleMemoryPages;
  }

  /** Told the pages of a new instance. @throws PolicyLoadError `policy.load.data` */
  requireFit(pages: number): void {
    this.#ownPages = this.data === null ? 0 : pages;
    if (this.#ownPages > this.#dataPages + SPARE_PAGES) {
      const message = `The base data takes more than ${BYTES_PER_DATA_BYTE} times its size in memory`;
      throw new PolicyLoadError('policy.load.data', message);
    }
  }

  /** Whether an instance has grown so far that it is to be replaced. */
  isOvergrown(pages: number): boolean {
    return pages > this.#ownPages + this.#recyclePages;
  }
}

/** Without its data, `not data.blocked[x]` would hold. @throws PolicyLoadError `policy.load.data` */
export function requireData({ data = null, manifest }: CompiledBundle): void {
  const sha256 = data === null ? undefined : createHash('sha256').update(data).digest('hex');
  if (sha256 !== manifest.dataSha256) {
    throw new PolicyLoadError('policy.load.data', 'The base data is not that of the policy');
  }
}
