import type { Json } from '@legate/core';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BundleRemoteRow } from './bundle-remote.entity.js';

/** How far fetching from a remote has come. */
@Entity('bundle_remote_states')
@ForeignKey(() => BundleRemoteRow, ['tenantId', 'name'], ['tenantId', 'name'], {
  name: 'bundle_remote_states_remote_fk',
  onDelete: 'CASCADE',
})
export class BundleRemoteStateRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_remote_states_pk',
  })
  tenantId!: string;

  @PrimaryColumn({
    name: 'name',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_remote_states_pk',
  })
  name!: string;

  /** When it is to be fetched from. */
  @Column({ name: 'next_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  @Index('bundle_remote_states_next_idx')
  nextAt!: Date;

  /** The process that fetches now. */
  @Column({ name: 'claimed_by', type: 'uuid', nullable: true })
  claimedBy!: string | null;

  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil!: Date | null;

  /** Commit or entity tag of the bundle that was taken in last. */
  @Column({ type: 'text', nullable: true })
  version!: string | null;

  /** That bundle. */
  @Column({ name: 'bundle_id', type: 'uuid', nullable: true })
  bundleId!: string | null;

  /** What was refused, and need not be checked again. */
  @Column({ name: 'refused_version', type: 'text', nullable: true })
  refusedVersion!: string | null;

  @Column({ name: 'attempted_at', type: 'timestamptz', nullable: true })
  attemptedAt!: Date | null;

  @Column({ name: 'succeeded_at', type: 'timestamptz', nullable: true })
  succeededAt!: Date | null;

  /** When it last said that the bundle is its newest. */
  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  confirmedAt!: Date | null;

  /** Fetches that have failed since the last one that has not. */
  @Column({ type: 'integer', default: 0 })
  failures!: number;

  @Column({ type: 'jsonb', nullable: true })
  error!: Json;
}
