import type { Json } from '@legate/core';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';

/** One thing changed by one admin write. The feed of these, in order, is the history of a tenant. */
@Entity('changes')
@Index('changes_entity_idx', ['tenantId', 'entity', 'key', 'revision'])
export class ChangeRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'changes_pk',
  })
  @ForeignKey(() => TenantRow, { name: 'changes_tenant_fk' })
  tenantId!: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'changes_pk' })
  revision!: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'changes_pk' })
  position!: number;

  @Column({ type: 'text', collation: 'C' })
  entity!: string;

  @Column({ type: 'text', collation: 'C' })
  key!: string;

  @Column({ type: 'text' })
  operation!: string;

  /** Id of the caller that wrote. */
  @Column({ type: 'text' })
  author!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;

  /** The object as it is after the change; null when it is gone. */
  @Column({ type: 'jsonb', nullable: true })
  document!: Json;
}
