import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BundleRow } from './bundle.entity.js';
import { WriteRow } from './write.entity.js';

/** A write that made a bundle the active one. */
@Entity('bundle_activations')
@ForeignKey(() => BundleRow, ['tenantId', 'bundleId'], ['tenantId', 'id'], {
  name: 'bundle_activations_bundle_fk',
})
export class BundleActivationRow {
  @PrimaryColumn({
    name: 'write_id',
    type: 'bigint',
    primaryKeyConstraintName: 'bundle_activations_pk',
  })
  @ForeignKey(() => WriteRow, { name: 'bundle_activations_write_fk' })
  writeId!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @Index('bundle_activations_tenant_idx')
  tenantId!: string;

  @Column({ name: 'bundle_id', type: 'uuid' })
  bundleId!: string;
}
