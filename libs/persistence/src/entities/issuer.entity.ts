import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** An issuer of tokens that a tenant believes. */
@Entity('issuers')
@Unique('issuers_issuer_key', ['tenantId', 'issuer'])
export class IssuerRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'issuers_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'issuers_tenant_fk' })
  tenantId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'issuers_pk' })
  id!: string;

  @Column({ type: 'text', collation: 'C' })
  issuer!: string;

  @Column({ type: 'jsonb' })
  document!: object;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'issuers_write_fk' })
  writeId!: number;
}
