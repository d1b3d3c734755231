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

/** Makes stored bundles ready to decide. */
@Injectable()
export class BundleLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: ModuleFiles,
    private readonly compiler: BundleCompiler,
  ) {}

  /**
   * Loads a bundle of a tenant: what to run is in the database, the module itself from disk where it is whole. One that
   * an earlier Legate has compiled in another form is compiled anew from what was pushed.
   * @throws PolicyLoadError, UnavailableError, Error when it is not stored or damaged
   */
  async load(tenant: string, id: string): Promise<PolicyEngine> {
    const [stored]: StoredModule[] = await this.query(FIND, [tenant, id]);
    if (stored === undefined) {
      throw new Error(`bundle ${id} is not stored, or was rejected`);
    }
    const { policyDigest, opaVersion, manifest } = stored;
    if (manifest.formatVersion !== BUNDLE_FORMAT_VERSION) {
      const rebuilt = await this.rebuild(tenant, id);
      return await this.compiler.load({ ...rebuilt, digest: policyDigest }, tenant);
    }
    const wasm = await this.module(tenant, id, stored.moduleSha256);
    return await this.compiler.load({ digest: policyDigest, opaVersion, manifest, wasm }, tenant);
  }

  private async module(tenant: string, id: string, sha256: string): Promise<Buffer> {
    const copy = await this.files.read(sha256);
    if (copy !== null) {
      return copy;
    }
    const [row]: { module: Buffer }[] = await this.query(MODULE, [tenant, id]);
    if (row === undefined || sha256Of(row.module) !== sha256) {
      throw new Error(`the module of bundle ${id} is damaged`);
    }
    await this.files.write(row.module);
    return row.module;
  }

  private async rebuild(tenant: string, id: string): Promise<CompiledBundle> {
    const [row]: { archive: Buffer }[] = await this.query(ARCHIVE, [tenant, id]);
    if (row === undefined) {
      throw new Error(`the files of bundle ${id} are not stored`);
    }
    const { source } = await readPushedBundle(row.archive);
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
  SELECT policy_digest AS "policyDigest", opa_version AS "opaVersion", module_sha256 AS "moduleSha256", manifest
  FROM bundles WHERE tenant_id = $1 AND id = $2 AND state <> 'rejected'`;

const MODULE = 'SELECT module FROM bundles WHERE tenant_id = $1 AND id = $2';

const ARCHIVE = 'SELECT archive FROM bundles WHERE tenant_id = $1 AND id = $2';
