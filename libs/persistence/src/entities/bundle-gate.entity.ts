import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** What a bundle must have shown before one caller alone can activate it; there is a row while that is demanded. */
@Entity('bundle_gates')
export class BundleGateRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_gates_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'bundle_gates_tenant_fk' })
  tenantId!: string;

  @Column({ name: 'max_newly_allowed', type: 'bigint' })
  maxNewlyAllowed!: number;

  @Column({ name: 'min_decisions', type: 'bigint' })
  minDecisions!: number;

  @Column({ name: 'confirm_within_s', type: 'integer' })
  confirmWithinS!: number;

  /** Id of the caller that set it. */
  @Column({ type: 'text' })
  author!: string;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'bundle_gates_write_fk' })
  writeId!: number;
}
