import type { Attributes } from '@legate/core';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { IdentityRow } from './identity.entity.js';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

@Entity('resources')
@Unique('resources_tenant_uid_key', ['tenantId', 'uid'])
@Unique('resources_id_key', ['tenantId', 'type', 'id'])
@ForeignKey(() => ResourceRow, ['tenantId', 'parentUid'], ['tenantId', 'uid'], {
  name: 'resources_parent_fk',
})
@ForeignKey(() => IdentityRow, ['tenantId', 'ownerUid'], ['tenantId', 'uid'], {
  name: 'resources_owner_fk',
})
@Index('resources_parent_idx', ['tenantId', 'parentUid'])
@Index('resources_owner_idx', ['tenantId', 'ownerUid'])
@Check('resources_status_check', `status IN ('active', 'retired')`)
export class ResourceRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'resources_pk',
  })
  uid!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'resources_tenant_fk' })
  tenantId!: string;

  @Column({ type: 'text', collation: 'C' })
  type!: string;

  @Column({ type: 'text', collation: 'C' })
  id!: string;

  @Column({ type: 'jsonb' })
  attributes!: Attributes;

  @Column({ name: 'parent_uid', type: 'bigint', nullable: true })
  parentUid!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** What an entry of the inventory is pinned to: `sha256:` and hex digits. */
  @Column({ type: 'text', nullable: true })
  digest!: string | null;

  @Column({ name: 'owner_uid', type: 'bigint', nullable: true })
  ownerUid!: number | null;

  @Column({ type: 'text', default: 'active' })
  status!: 'active' | 'retired';

  /** The last write. */
  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'resources_write_fk' })
  writeId!: number;
}
