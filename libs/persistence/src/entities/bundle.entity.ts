import type { Json } from '@legate/core';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** A policy bundle as it was pushed, and what was compiled of it. */
@Entity('bundles')
@Unique('bundles_id_key', ['tenantId', 'id'])
@Index('bundles_active_idx', ['tenantId'], { unique: true, where: "state = 'active'" })
@Index('bundles_digest_idx', ['tenantId', 'digest'], {
  unique: true,
  where: "state <> 'rejected'",
})
@Check('bundles_state_check', "state IN ('received', 'rejected', 'shadow', 'active', 'superseded')")
@Check(
  'bundles_whole_check',
  `state = 'rejected' OR num_nulls(policy_digest, archive, module, module_sha256, manifest, opa_version, write_id) = 0`,
)
export class BundleRow {
  /** Grows with each push: the order of the list. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'bundles_pk',
  })
  uid!: number;

  @Column({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'bundles_tenant_fk' })
  tenantId!: string;

  /** What the author calls it: `revision` of its manifest. */
  @Column({ name: 'bundle_revision', type: 'text' })
  bundleRevision!: string;

  /** SHA-256 of every file pushed, hex. */
  @Column({ type: 'text', collation: 'C' })
  digest!: string;

  /** SHA-256 of what was compiled, hex: what decisions name. */
  @Column({ name: 'policy_digest', type: 'text', collation: 'C', nullable: true })
  policyDigest!: string | null;

  @Column({ type: 'text' })
  state!: string;

  /** The files as pushed, gzipped tar. */
  @Column({ type: 'bytea', nullable: true })
  archive!: Buffer | null;

  /** WebAssembly. */
  @Column({ type: 'bytea', nullable: true })
  module!: Buffer | null;

  /** Base data, JSON text; null for none. */
  @Column({ type: 'bytea', nullable: true })
  data!: Buffer | null;

  @Column({ name: 'module_sha256', type: 'text', collation: 'C', nullable: true })
  moduleSha256!: string | null;

  /** Which packages the module asks for which requests. */
  @Column({ type: 'jsonb', nullable: true })
  manifest!: Json;

  @Column({ name: 'opa_version', type: 'text', nullable: true })
  opaVersion!: string | null;

  /** What its signature says; null for one that is not signed. */
  @Column({ type: 'jsonb', nullable: true })
  signature!: Json;

  @Column({ type: 'jsonb' })
  report!: Json;

  /** Id of the caller that pushed it. */
  @Column({ type: 'text' })
  author!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  /** The last write that changed its state; null for one that was rejected. */
  @Column({ name: 'write_id', type: 'bigint', nullable: true })
  @ForeignKey(() => WriteRow, { name: 'bundles_write_fk' })
  writeId!: number | null;
}
