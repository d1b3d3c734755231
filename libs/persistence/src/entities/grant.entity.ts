import type { Json } from '@legate/core';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { IdentityRow } from './identity.entity.js';
import { WriteRow } from './write.entity.js';

const IDENTITY_KEY: [string, string] = ['tenantId', 'uid'];

@Entity('grants')
@Unique('grants_tenant_id_key', ['tenantId', 'id'])
@ForeignKey(() => IdentityRow, ['tenantId', 'grantorUid'], IDENTITY_KEY, {
  name: 'grants_grantor_fk',
})
@ForeignKey(() => IdentityRow, ['tenantId', 'granteeUid'], IDENTITY_KEY, {
  name: 'grants_grantee_fk',
})
@ForeignKey(() => IdentityRow, ['tenantId', 'rootGrantorUid'], IDENTITY_KEY, {
  name: 'grants_root_grantor_fk',
})
@ForeignKey(() => GrantRow, ['tenantId', 'parentId'], ['tenantId', 'id'], {
  name: 'grants_parent_fk',
})
@Index('grants_parties_idx', ['tenantId', 'granteeUid', 'rootGrantorUid'])
@Index('grants_grantor_idx', ['tenantId', 'grantorUid'])
@Index('grants_root_grantor_idx', ['tenantId', 'rootGrantorUid'])
@Index('grants_parent_idx', ['tenantId', 'parentId'])
@Index('grants_path_idx', ['tenantId', 'path'])
@Check('grants_max_depth_check', 'max_depth >= 0')
@Check('grants_created_as_check', `created_as IN ('grantor', 'any')`)
@Check('grants_revoked_check', '(revoked_at IS NULL) = (revoked_write IS NULL)')
export class GrantRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'grants_pk' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  tenantId!: string;

  @Column({ name: 'grantor_uid', type: 'bigint' })
  grantorUid!: number;

  @Column({ name: 'grantee_uid', type: 'bigint' })
  granteeUid!: number;

  @Column({ name: 'root_grantor_uid', type: 'bigint' })
  rootGrantorUid!: number;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId!: string | null;

  /** Ids of the chain down to this grant: the root first, itself last. */
  @Column({ type: 'uuid', array: true })
  path!: string[];

  @Column({ type: 'jsonb' })
  actions!: readonly string[];

  @Column({ type: 'jsonb' })
  resources!: readonly { readonly type: string; readonly id: string }[];

  @Column({ type: 'jsonb' })
  constraints!: readonly Json[];

  @Column({ type: 'text', nullable: true })
  purpose!: string | null;

  /** For which services it is; null for all. */
  @Column({ type: 'jsonb', nullable: true })
  audience!: readonly string[] | null;

  /** Why it was given. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'not_before', type: 'timestamptz', nullable: true })
  notBefore!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'max_depth', type: 'integer' })
  maxDepth!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  /** Whether the grantor itself wrote it, or a caller that may for anybody. */
  @Column({ name: 'created_as', type: 'text' })
  createdAs!: 'grantor' | 'any';

  @Column({ name: 'created_write', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'grants_created_write_fk' })
  createdWrite!: number;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  @Column({ name: 'revoked_by', type: 'text', nullable: true })
  revokedBy!: string | null;

  @Column({ name: 'revoked_reason', type: 'text', nullable: true })
  revokedReason!: string | null;

  @Column({ name: 'revoked_write', type: 'bigint', nullable: true })
  @ForeignKey(() => WriteRow, { name: 'grants_revoked_write_fk' })
  revokedWrite!: number | null;
}
