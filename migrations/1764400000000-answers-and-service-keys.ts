import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much a caller's answers say, and keys that the processes over one database share. */
export class AnswersAndServiceKeys1764400000000 implements MigrationInterface {
  readonly name = 'AnswersAndServiceKeys1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE callers ADD COLUMN answers text NOT NULL DEFAULT 'full',
        ADD CONSTRAINT callers_answers_check CHECK (answers IN ('full', 'minimal'))`);
    await runner.query(`
      CREATE TABLE service_keys (
        name text COLLATE "C" NOT NULL,
        key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT service_keys_pk PRIMARY KEY (name)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_keys');
    await runner.query('ALTER TABLE callers DROP COLUMN answers');
  }
}
