import type { Attributes } from '@legate/core';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** A route table of forward authorization. */
@Entity('route_tables')
export class RouteTableRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'route_tables_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'route_tables_tenant_fk' })
  tenantId!: string;

  @PrimaryColumn({
    name: 'name',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'route_tables_pk',
  })
  name!: string;

  @Column({ type: 'jsonb' })
  definition!: Attributes;

  @Column({ name: 'write_id', type: 'bigint' })
  @ForeignKey(() => WriteRow, { name: 'route_tables_write_fk' })
  writeId!: number;
}
