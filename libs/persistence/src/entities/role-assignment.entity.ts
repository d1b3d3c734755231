import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { GroupRow } from './group.entity.js';
import { IdentityRow } from './identity.entity.js';
import { WriteRow } from './write.entity.js';

const KEY: [string, string] = ['tenantId', 'uid'];

/** A role held by an identity, or by all members of a group. */
@Entity('role_assignments')
@Unique('role_assignments_identity_key', ['tenantId', 'role', 'identityUid'])
@Unique('role_assignments_group_key', ['tenantId', 'role', 'groupUid'])
@ForeignKey(() => IdentityRow, ['tenantId', 'identityUid'], KEY, {
  name: 'role_assignments_identity_fk',
})
@ForeignKey(() => GroupRow, ['tenantId', 'groupUid'], KEY, { name: 'role_assignments_group_fk' })
@Index('role_assignments_identity_idx', ['tenantId', 'identityUid'])
@Index('role_assignments_group_idx', ['tenantId', 'groupUid'])
@Check('role_assignments_holder_check', '(identity_uid IS NULL) <> (group_uid IS NULL)')
export class RoleAssignmentRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'role_assignments_pk',
  })
  uid!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  tenantId!: string;

  @Column({ type: 'text', collation: 'C' })
  role!: string;

  @Column({ name: 'identity_uid', type: 'bigint', nullable: true })
  identityUid!: number | null;

  @Column({ name: 'group_uid', type: 'bigint', nullable: true })
  groupUid!: number | null;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'role_assignments_write_fk' })
  writeId!: number;
}
