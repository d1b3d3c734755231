import type { Attributes } from '@legate/core';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** Where bundles of a tenant are fetched from. */
@Entity('bundle_remotes')
@Index('bundle_remotes_activates_idx', ['tenantId'], { unique: true, where: 'activates' })
export class BundleRemoteRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_remotes_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'bundle_remotes_tenant_fk' })
  tenantId!: string;

  @PrimaryColumn({
    name: 'name',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_remotes_pk',
  })
  name!: string;

  @Column({ type: 'jsonb' })
  definition!: Attributes;

  /** Whether what it brings decides at once. */
  @Column({ type: 'boolean' })
  activates!: boolean;

  /** What it is asked with, sealed. */
  @Column({ type: 'bytea', nullable: true })
  credential!: Buffer | null;

  /** What its webhooks prove themselves by, sealed. */
  @Column({ name: 'webhook_secret', type: 'bytea', nullable: true })
  webhookSecret!: Buffer | null;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'bundle_remotes_write_fk' })
  writeId!: number;
}
