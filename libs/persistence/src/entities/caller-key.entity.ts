import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CallerRow } from './caller.entity.js';

@Entity('caller_keys')
@ForeignKey(() => CallerRow, ['tenantId', 'callerId'], ['tenantId', 'id'], {
  name: 'caller_keys_caller_fk',
})
@Index('caller_keys_caller_idx', ['tenantId', 'callerId'])
export class CallerKeyRow {
  /** SHA-256 of the key; the key itself is never stored. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'caller_keys_pk' })
  hash!: Buffer;

  @Column({ name: 'tenant_id', type: 'text', collation: 'C' })
  tenantId!: string;

  @Column({ name: 'caller_id', type: 'uuid' })
  callerId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
