import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CallerRow } from './caller.entity.js';

@Entity('caller_keys')
@ForeignKey(() => CallerRow, ['tenantId', 'callerId'], ['tenantId', 'id'], {
  name: 'caller_keys_caller_fk',
})
@Unique('caller_keys_id_key', ['id'])
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

  /** What it is called by in the API. */
  @Column({ type: 'uuid' })
  id!: string;

  /** How a key of ours begins, so that its holder can tell it from others. */
  @Column({ type: 'text', nullable: true })
  prefix!: string | null;

  /** Those of the caller's roles that the key is good for; null for all of them. */
  @Column({ type: 'jsonb', nullable: true })
  roles!: readonly string[] | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** Coarse: to the minute or so. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
