import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tenants')
export class TenantRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'tenants_pk' })
  id!: string;

  /** Grows by one with each committed admin write. */
  @Column({ type: 'bigint', default: 0 })
  revision!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
