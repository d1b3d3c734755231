import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IdentityRow } from './identity.entity.js';

/** What an issuer calls an identity: the `iss` and `sub` of its tokens, or a SPIFFE id under its trust domain. */
@Entity('identity_aliases')
@ForeignKey(() => IdentityRow, ['tenantId', 'identityUid'], ['tenantId', 'uid'], {
  name: 'identity_aliases_identity_fk',
  onDelete: 'CASCADE',
})
@Index('identity_aliases_identity_idx', ['tenantId', 'identityUid'])
export class IdentityAliasRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'identity_aliases_pk',
  })
  tenantId!: string;

  @PrimaryColumn({
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'identity_aliases_pk',
  })
  issuer!: string;

  @PrimaryColumn({
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'identity_aliases_pk',
  })
  subject!: string;

  @Column({ name: 'identity_uid', type: 'bigint' })
  identityUid!: number;

  @Column({ type: 'integer' })
  position!: number;
}
