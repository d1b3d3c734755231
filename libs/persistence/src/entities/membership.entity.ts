import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { GroupRow } from './group.entity.js';
import { IdentityRow } from './identity.entity.js';
import { WriteRow } from './write.entity.js';

const KEY: [string, string] = ['tenantId', 'uid'];

/** One member of a group: an identity or another group. */
@Entity('memberships')
@Unique('memberships_identity_key', ['tenantId', 'groupUid', 'identityUid'])
@Unique('memberships_member_group_key', ['tenantId', 'groupUid', 'memberGroupUid'])
@ForeignKey(() => GroupRow, ['tenantId', 'groupUid'], KEY, { name: 'memberships_group_fk' })
@ForeignKey(() => IdentityRow, ['tenantId', 'identityUid'], KEY, {
  name: 'memberships_identity_fk',
})
@ForeignKey(() => GroupRow, ['tenantId', 'memberGroupUid'], KEY, {
  name: 'memberships_member_group_fk',
})
@Index('memberships_identity_idx', ['tenantId', 'identityUid'])
@Index('memberships_member_group_idx', ['tenantId', 'memberGroupUid'])
@Check('memberships_member_check', '(identity_uid IS NULL) <> (member_group_uid IS NULL)')
export class MembershipRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'memberships_pk',
  })
  uid!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  tenantId!: string;

  @Column({ name: 'group_uid', type: 'bigint' })
  groupUid!: number;

  @Column({ name: 'identity_uid', type: 'bigint', nullable: true })
  identityUid!: number | null;

  @Column({ name: 'member_group_uid', type: 'bigint', nullable: true })
  memberGroupUid!: number | null;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'memberships_write_fk' })
  writeId!: number;
}
