import type { Attributes, IdentityKind, IdentityStatus } from '@legate/core';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

@Entity('identities')
@Unique('identities_tenant_uid_key', ['tenantId', 'uid'])
@Unique('identities_id_key', ['tenantId', 'kind', 'id'])
@ForeignKey(() => IdentityRow, ['tenantId', 'parentUid'], ['tenantId', 'uid'], {
  name: 'identities_parent_fk',
})
@Index('identities_parent_idx', ['tenantId', 'parentUid'])
@Check('identities_kind_check', `kind IN ('user', 'service', 'agent')`)
@Check('identities_status_check', `status IN ('active', 'suspended', 'retired')`)
export class IdentityRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'identities_pk',
  })
  uid!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'identities_tenant_fk' })
  tenantId!: string;

  @Column({ type: 'text', collation: 'C' })
  kind!: IdentityKind;

  @Column({ type: 'text', collation: 'C' })
  id!: string;

  @Column({ name: 'display_name', type: 'text', nullable: true })
  displayName!: string | null;

  @Column({ type: 'jsonb' })
  attributes!: Attributes;

  @Column({ type: 'text' })
  status!: IdentityStatus;

  @Column({ type: 'jsonb', nullable: true })
  ceiling!: Attributes | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** The agent that this one was made by and is bounded by. */
  @Column({ name: 'parent_uid', type: 'bigint', nullable: true })
  parentUid!: number | null;

  /** Tokens and grants from before are void. */
  @Column({ name: 'not_before', type: 'timestamptz', nullable: true })
  notBefore!: Date | null;

  /** The last write. */
  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'identities_write_fk' })
  writeId!: number;
}
