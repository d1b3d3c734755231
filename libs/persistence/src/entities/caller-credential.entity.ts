import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CallerRow } from './caller.entity.js';

/** What a caller is known by beside keys: `iss` and `sub` of its tokens, or a SPIFFE id under its trust domain. */
@Entity('caller_credentials')
@ForeignKey(() => CallerRow, ['tenantId', 'callerId'], ['tenantId', 'id'], {
  name: 'caller_credentials_caller_fk',
  onDelete: 'CASCADE',
})
@Index('caller_credentials_caller_idx', ['tenantId', 'callerId'])
export class CallerCredentialRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'caller_credentials_pk',
  })
  tenantId!: string;

  @PrimaryColumn({
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'caller_credentials_pk',
  })
  issuer!: string;

  @PrimaryColumn({
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'caller_credentials_pk',
  })
  subject!: string;

  @Column({ name: 'caller_id', type: 'uuid' })
  callerId!: string;

  @Column({ type: 'integer' })
  position!: number;
}
