import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** A tenant whose active bundle must not change; there is a row while it is frozen. */
@Entity('bundle_freezes')
export class BundleFreezeRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_freezes_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'bundle_freezes_tenant_fk' })
  tenantId!: string;

  @Column({ type: 'text' })
  reason!: string;

  /** Id of the caller that froze it. */
  @Column({ type: 'text' })
  author!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at!: Date;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'bundle_freezes_write_fk' })
  writeId!: number;
}
