import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { TenantRow } from './tenant.entity.js';

/** One committed admin write. */
@Entity('writes')
@Unique('writes_revision_key', ['tenantId', 'revision'])
export class WriteRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'writes_pk',
  })
  id!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'writes_tenant_fk' })
  tenantId!: string;

  /** Given under the tenant's lock. Null for one that changed nothing: a later write takes its place. */
  @Column({ type: 'bigint', nullable: true })
  revision!: number | null;

  /** Id of the caller that wrote. */
  @Column({ type: 'text' })
  author!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at!: Date;
}
