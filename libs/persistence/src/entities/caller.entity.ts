import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { IdentityRow } from './identity.entity.js';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

@Entity('callers')
@Check('callers_answers_check', `answers IN ('full', 'minimal')`)
@Unique('callers_tenant_id_key', ['tenantId', 'id'])
@ForeignKey(() => IdentityRow, ['tenantId', 'identityUid'], ['tenantId', 'uid'], {
  name: 'callers_identity_fk',
})
@Index('callers_identity_idx', ['tenantId', 'identityUid'])
@Index('callers_bootstrap_idx', ['bootstrap'], { unique: true, where: 'bootstrap' })
export class CallerRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'callers_pk' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'callers_tenant_fk' })
  tenantId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb' })
  roles!: readonly string[];

  /** The one caller that the service makes itself. */
  @Column({ type: 'boolean', default: false })
  bootstrap!: boolean;

  /** The identity that the caller is, where it acts for itself. */
  @Column({ name: 'identity_uid', type: 'bigint', nullable: true })
  identityUid!: number | null;

  /** How much its answers say. */
  @Column({ type: 'text', default: 'full' })
  answers!: 'full' | 'minimal';

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** What it may assert; absent members have their defaults. */
  @Column({ type: 'jsonb', default: {} })
  trust!: object;

  /** Null until it is written after the upgrade that brought this column. */
  @Column({ name: 'write_id', type: 'bigint', nullable: true })
  @ForeignKey(() => WriteRow, { name: 'callers_write_fk' })
  writeId!: number | null;
}
