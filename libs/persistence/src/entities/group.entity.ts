import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

@Entity('groups')
@Unique('groups_tenant_uid_key', ['tenantId', 'uid'])
@Unique('groups_id_key', ['tenantId', 'id'])
@Check('groups_status_check', `status IN ('active', 'retired')`)
export class GroupRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'groups_pk',
  })
  uid!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'groups_tenant_fk' })
  tenantId!: string;

  @Column({ type: 'text', collation: 'C' })
  id!: string;

  @Column({ name: 'display_name', type: 'text', nullable: true })
  displayName!: string | null;

  /** A retired group confers nothing on its members. */
  @Column({ type: 'text' })
  status!: 'active' | 'retired';

  /** The last write. */
  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'groups_write_fk' })
  writeId!: number;
}
