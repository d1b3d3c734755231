import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A token that may be used once, and has been. */
@Entity('used_tokens')
@Index('used_tokens_expires_idx', ['expiresAt'])
export class UsedTokenRow {
  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'used_tokens_pk',
  })
  tenantId!: string;

  /** SHA-256 of issuer and `jti`. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'used_tokens_pk' })
  hash!: Buffer;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
