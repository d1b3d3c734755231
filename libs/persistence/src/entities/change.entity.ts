import type { Json } from '@legate/core';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantRow } from './tenant.entity.js';
import { WriteRow } from './write.entity.js';

/** SQL for what `changes_entity_idx` has of a key, as the migration says; beside it the whole key must be compared. */
export const indexedKey = (key: string): string => `left(${key}, 400)`;

/** One thing changed by one admin write. The feed of these, in order, is the history of a tenant. */
@Entity('changes')
// Over `indexedKey`, which TypeORM cannot say.
@Index('changes_entity_idx', { synchronize: false })
export class ChangeRow {
  @PrimaryColumn({ name: 'write_id', type: 'bigint', primaryKeyConstraintName: 'changes_pk' })
  @ForeignKey(() => WriteRow, { name: 'changes_write_fk' })
  writeId!: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'changes_pk' })
  position!: number;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  @ForeignKey(() => TenantRow, { name: 'changes_tenant_fk' })
  tenantId!: string;

  @Column({ type: 'text', collation: 'C' })
  entity!: string;

  @Column({ type: 'text', collation: 'C' })
  key!: string;

  @Column({ type: 'text' })
  operation!: string;

  /** The object as it is after the change; null when it is gone. */
  @Column({ type: 'jsonb', nullable: true })
  document!: Json;
}
