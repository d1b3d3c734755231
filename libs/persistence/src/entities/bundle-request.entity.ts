import type { Json } from '@legate/core';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { BundleRow } from './bundle.entity.js';
import { WriteRow } from './write.entity.js';

/** An activation that a second caller must confirm. */
@Entity('bundle_requests')
@ForeignKey(() => BundleRow, ['tenantId', 'bundleId'], ['tenantId', 'id'], {
  name: 'bundle_requests_bundle_fk',
})
export class BundleRequestRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_requests_pk',
  })
  tenantId!: string;

  @PrimaryColumn({
    name: 'bundle_id',
    type: 'uuid',
    primaryKeyConstraintName: 'bundle_requests_pk',
  })
  bundleId!: string;

  /** Id of the caller that has asked for it. */
  @Column({ name: 'requested_by', type: 'text' })
  requestedBy!: string;

  @Column({ name: 'requested_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  requestedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** What the gate demanded, and what the bundle had shown. */
  @Column({ type: 'jsonb' })
  found!: Json;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'bundle_requests_write_fk' })
  writeId!: number;
}
