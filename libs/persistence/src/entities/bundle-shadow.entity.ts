import type { Json } from '@legate/core';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BundleRow } from './bundle.entity.js';
import { WriteRow } from './write.entity.js';

/** The last time a bundle was evaluated beside the active one, and what came of it. */
@Entity('bundle_shadows')
@Unique('bundle_shadows_run_key', ['run'])
@Index('bundle_shadows_running_idx', ['tenantId'], { unique: true, where: 'stopped_at IS NULL' })
@ForeignKey(() => BundleRow, ['tenantId', 'bundleId'], ['tenantId', 'id'], {
  name: 'bundle_shadows_bundle_fk',
})
export class BundleShadowRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_shadows_pk',
  })
  tenantId!: string;

  @PrimaryColumn({
    name: 'bundle_id',
    type: 'uuid',
    primaryKeyConstraintName: 'bundle_shadows_pk',
  })
  bundleId!: string;

  /** One candidate against one active bundle; anew when either changes. */
  @Column({ type: 'uuid' })
  run!: string;

  /** The bundle that is active beside it; null for the starter policy. */
  @Column({ type: 'uuid', nullable: true })
  baseline!: string | null;

  /** Share of decisions that are compared, above 0 and up to 1. */
  @Column({ name: 'sample_rate', type: 'double precision' })
  sampleRate!: number;

  /** Id of the caller that started it. */
  @Column({ name: 'started_by', type: 'text' })
  startedBy!: string;

  @Column({ name: 'started_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  startedAt!: Date;

  @Column({ name: 'stopped_at', type: 'timestamptz', nullable: true })
  stoppedAt!: Date | null;

  /** Why no process evaluates it although it was not stopped. */
  @Column({ type: 'text', nullable: true })
  halted!: string | null;

  /** Decisions that were left out because too many waited. */
  @Column({ type: 'bigint', default: 0 })
  dropped!: number;

  @Column({ type: 'jsonb' })
  report!: Json;

  /** The write since which it runs against that baseline, or that has stopped it. */
  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'bundle_shadows_write_fk' })
  writeId!: number;
}
