import { toDatabaseError } from '@legate/persistence';
import {
  BUNDLE_FORMAT_VERSION,
  readPushedBundle,
  type CompiledBundle,
  type PolicyEngine,
} from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleCompiler } from './bundle-compiler.js';
import type { StoredModule } from './bundle-records.js';
import { ModuleFiles, sha256Of } from './module-files.js';
import type { CopyKind } from './module-files.js';

/** Makes stored bundles ready to decide. */
@Injectable()
export class BundleLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: ModuleFiles,
    private readonly compiler: BundleCompiler,
  ) {}

  /**
   * Loads a bundle of a tenant: what to run is in the database, the module and its data from disk where they are whole. One that
   * an earlier Legate has compiled in another form is compiled anew from what was pushed.
   * @throws PolicyLoadError, UnavailableError, Error when it is not stored or damaged
   */
  async load(tenant: string, id: string): Promise<PolicyEngine> {
    const { compiled, revision } = await this.read(tenant, id);
    return await this.compiler.load(compiled, { tenant, revision });
  }

  /** As `load`, to be asked again what it has decided. @param fuel what it had then; that of now when left out */
  async loadForReplay(tenant: string, id: string, fuel?: number): Promise<PolicyEngine> {
    const { compiled } = await this.read(tenant, id);
    return await this.compiler.loadForReplay(compiled, fuel);
  }

  private async read(
    tenant: string,
    id: string,
  ): Promise<{ readonly compiled: CompiledBundle; readonly revision: string }> {
    const [stored]: StoredModule[] = await this.query(FIND, [tenant, id]);
    if (stored === undefined) {
      throw new Error(`bundle ${id} is not stored, or was rejected`);
    }
    const { bundleRevision: revision, policyDigest: digest, opaVersion, manifest } = stored;
    if (manifest.formatVersion !== BUNDLE_FORMAT_VERSION) {
      const rebuilt = await this.rebuild(tenant, id);
      return { compiled: { ...rebuilt, digest }, revision };
    }
    const { dataSha256 } = manifest;
    const wasm = await this.copy([tenant, id], stored.moduleSha256, 'wasm');
    const data =
      dataSha256 === undefined ? null : await this.copy([tenant, id], dataSha256, 'data.json');
    return { compiled: { digest, opaVersion, manifest, wasm, data }, revision };
  }

  private async copy(key: readonly string[], sha256: string, kind: CopyKind): Promise<Buffer> {
    const copy = await this.files.read(sha256, kind);
    if (copy !== null) {
      return copy;
    }
    const [row]: { bytes: Buffer | null }[] = await this.query(BYTES[kind], key);
    const bytes = row?.bytes ?? null;
    if (bytes === null || sha256Of(bytes) !== sha256) {
      throw new Error(`the ${kind} of bundle ${key.join(' ')} is damaged`);
    }
    await this.files.write(bytes, kind);
    return bytes;
  }

  private async rebuild(tenant: string, id: string): Promise<CompiledBundle> {
    const [row]: { archive: Buffer }[] = await this.query(ARCHIVE, [tenant, id]);
    if (row === undefined) {
      throw new Error(`the files of bundle ${id} are not stored`);
    }
    // It has passed the bound of its time.
    const { source } = await readPushedBundle(row.archive, Infinity);
    return await this.compiler.compile(source, await this.compiler.check(source, {}));
  }

  private async query<T>(text: string, values: readonly unknown[]): Promise<T> {
    try {
      return await this.dataSource.query(text, [...values]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

const FIND = `
  SELECT bundle_revision AS "bundleRevision", policy_digest AS "policyDigest", opa_version AS "opaVersion", module_sha256 AS "moduleSha256", manifest
  FROM bundles WHERE tenant_id = $1 AND id = $2 AND state <> 'rejected'`;

const BYTES: Readonly<Record<CopyKind, string>> = {
  wasm: 'SELECT module AS bytes FROM bundles WHERE tenant_id = $1 AND id = $2',
  'data.json': 'SELECT data AS bytes FROM bundles WHERE tenant_id = $1 AND id = $2',
};

const ARCHIVE = 'SELECT archive FROM bundles WHERE tenant_id = $1 AND id = $2';
