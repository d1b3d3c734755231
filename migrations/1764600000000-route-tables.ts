import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Route tables of forward authorization. */
export class RouteTables1764600000000 implements MigrationInterface {
  readonly name = 'RouteTables1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE route_tables (
        tenant_id text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        definition jsonb NOT NULL,
        write_id bigint NOT NULL,
        CONSTRAINT route_tables_pk PRIMARY KEY (tenant_id, name),
        CONSTRAINT route_tables_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
        CONSTRAINT route_tables_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
      )`);
  }

  /** The tables are lost; whoever asks by one is denied then. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE route_tables');
  }
}
