import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { GrantRow } from './grant.entity.js';

/** What a grant was used for: one row for each action and type of resource. */
@Entity('grant_use')
@ForeignKey(() => GrantRow, ['tenantId', 'grantId'], ['tenantId', 'id'], {
  name: 'grant_use_grant_fk',
})
export class GrantUseRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'grant_use_pk',
  })
  tenantId!: string;

  @PrimaryColumn({ name: 'grant_id', type: 'uuid', primaryKeyConstraintName: 'grant_use_pk' })
  grantId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'grant_use_pk' })
  action!: string;

  @PrimaryColumn({
    name: 'resource_type',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'grant_use_pk',
  })
  resourceType!: string;

  @Column({ type: 'bigint' })
  uses!: number;

  @Column({ name: 'last_used_at', type: 'timestamptz' })
  lastUsedAt!: Date;

  /** The segments that all resource ids began with, joined by `/`; the id itself when there was one only. */
  @Column({ name: 'common_id', type: 'text' })
  commonId!: string;

  @Column({ name: 'is_one_id', type: 'boolean' })
  isOneId!: boolean;
}
