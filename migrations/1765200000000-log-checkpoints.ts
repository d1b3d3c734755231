import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chain of signed checkpoints, in place of marks that nothing has made; and entries by their name. */
export class LogCheckpoints1765200000000 implements MigrationInterface {
  readonly name = 'LogCheckpoints1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE log_checkpoints;
      CREATE TABLE log_checkpoints (
        number bigint NOT NULL,
        at timestamptz NOT NULL,
        maker uuid NOT NULL,
        key_id text COLLATE "C" NOT NULL,
        hash bytea NOT NULL,
        checkpoint text COLLATE "C" NOT NULL,
        CONSTRAINT log_checkpoints_pk PRIMARY KEY (number)
      );
      CREATE INDEX log_checkpoints_at_idx ON log_checkpoints (at);
      CREATE INDEX decisions_writer_idx ON decisions (writer, seq)`);
  }

  /** The checkpoints in the database are lost; outside sinks have theirs. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX decisions_writer_idx;
      DROP TABLE log_checkpoints;
      CREATE TABLE log_checkpoints (
        writer uuid NOT NULL,
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        hash bytea NOT NULL,
        entry text COLLATE "C" NOT NULL,
        CONSTRAINT log_checkpoints_pk PRIMARY KEY (writer, seq)
      );
      CREATE INDEX log_checkpoints_at_idx ON log_checkpoints (at)`);
  }
}
