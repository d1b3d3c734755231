import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity('tenants')
@ForeignKey('WriteRow', ['writeId'], ['id'], { name: 'tenants_write_fk' })
export class TenantRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'tenants_pk' })
  id!: string;

  @Column({ name: 'display_name', type: 'text', nullable: true })
  displayName!: string | null;

  /** Grows by one with each committed admin write. */
  @Column({ type: 'bigint', default: 0 })
  revision!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** A tenant that has ended is as unknown as one that never was; its revision goes on if it comes back. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** The last write of the tenant itself; null for the one that is there from the start. */
  @Column({ name: 'write_id', type: 'bigint', nullable: true })
  writeId!: number | null;
}
