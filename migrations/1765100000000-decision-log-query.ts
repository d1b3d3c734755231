import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What asking the shipped log takes beside its first indexes. */
export class DecisionLogQuery1765100000000 implements MigrationInterface {
  readonly name = 'DecisionLogQuery1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADMIN_INDEX);
    await runner.query(SHIPMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log_shipments; DROP INDEX decisions_admin_idx');
  }
}

// Few among many: without it they would be looked for among all.
const ADMIN_INDEX = `
  CREATE INDEX decisions_admin_idx ON decisions (tenant, at) WHERE kind = 'admin'`;

// What each batch has brought, numbered in the order of their commits: who follows the log goes by it, since entries
// of several writers come in any order.
const SHIPMENTS = `
  CREATE TABLE log_shipments (
    id bigint GENERATED ALWAYS AS IDENTITY,
    shipped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    writer uuid NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    min_at timestamptz NOT NULL,
    max_at timestamptz NOT NULL,
    CONSTRAINT log_shipments_pk PRIMARY KEY (id)
  )`;
