import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IdentityRow } from './identity.entity.js';

@Entity('identity_owners')
@ForeignKey(() => IdentityRow, ['tenantId', 'identityUid'], ['tenantId', 'uid'], {
  name: 'identity_owners_identity_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => IdentityRow, ['tenantId', 'ownerUid'], ['tenantId', 'uid'], {
  name: 'identity_owners_owner_fk',
})
@Index('identity_owners_owner_idx', ['tenantId', 'ownerUid'])
export class IdentityOwnerRow {
  @PrimaryColumn({
    name: 'identity_uid',
    type: 'bigint',
    primaryKeyConstraintName: 'identity_owners_pk',
  })
  identityUid!: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'identity_owners_pk' })
  position!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  tenantId!: string;

  @Column({ name: 'owner_uid', type: 'bigint' })
  ownerUid!: number;
}
