import type { IdentityKind } from '@legate/core';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** A further subject type of a tenant's requests, and the kind of identity it stands for. */
@Entity('subject_types')
@Check('subject_types_kind_check', `kind IN ('user', 'service', 'agent')`)
export class SubjectTypeRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'subject_types_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'subject_types_tenant_fk' })
  tenantId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'subject_types_pk' })
  type!: string;

  @Column({ type: 'text', collation: 'C' })
  kind!: IdentityKind;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'subject_types_write_fk' })
  writeId!: number;
}
