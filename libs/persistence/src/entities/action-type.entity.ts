import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** The known actions on resources of a type. */
@Entity('action_types')
export class ActionTypeRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'action_types_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'action_types_tenant_fk' })
  tenantId!: string;

  @PrimaryColumn({
    name: 'resource_type',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'action_types_pk',
  })
  resourceType!: string;

  @Column({ type: 'jsonb' })
  actions!: readonly string[];

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'action_types_write_fk' })
  writeId!: number;
}
