import type { Attributes } from '@legate/core';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { TenantRow } from './tenant.entity.js';

@Entity('resources')
@Unique('resources_tenant_uid_key', ['tenantId', 'uid'])
@Unique('resources_id_key', ['tenantId', 'type', 'id'])
@ForeignKey(() => ResourceRow, ['tenantId', 'parentUid'], ['tenantId', 'uid'], {
  name: 'resources_parent_fk',
})
@Index('resources_parent_idx', ['tenantId', 'parentUid'])
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

  /** Revision of the last write. */
  @Column({ type: 'bigint' })
  revision!: number;
}
