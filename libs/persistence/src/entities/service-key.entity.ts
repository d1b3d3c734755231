import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret of the service itself, the same for every process over this database. */
@Entity('service_keys')
export class ServiceKeyRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'service_keys_pk' })
  name!: string;

  @Column({ type: 'bytea' })
  key!: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
