import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Which policy a process decides by for a tenant, as it last said. */
@Entity('bundle_loads')
export class BundleLoadRow {
  @PrimaryColumn({
    name: 'process_id',
    type: 'uuid',
    primaryKeyConstraintName: 'bundle_loads_pk',
  })
  processId!: string;

  @PrimaryColumn({
    name: 'tenant_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'bundle_loads_pk',
  })
  tenantId!: string;

  @Column({ name: 'policy_digest', type: 'text', collation: 'C' })
  policyDigest!: string;

  /** Data revision that it had applied. */
  @Column({ type: 'bigint' })
  revision!: number;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  @Index('bundle_loads_seen_idx')
  seenAt!: Date;
}
