import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trust records, keys that expire and tell of their use, callers by token and certificate, issuers of tokens. */
export class Callers1764500000000 implements MigrationInterface {
  readonly name = 'Callers1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CALLERS, KEYS, CREDENTIALS, ISSUERS, USED_TOKENS]) {
      await runner.query(statement);
    }
  }

  /** A key that expires or is narrowed would be neither afterwards: it is ended. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE caller_keys SET ended_at = now()
      WHERE ended_at IS NULL AND (expires_at IS NOT NULL OR roles IS NOT NULL);
      DROP TABLE used_tokens, issuers, caller_credentials;
      ALTER TABLE caller_keys DROP COLUMN id, DROP COLUMN prefix, DROP COLUMN roles,
        DROP COLUMN expires_at, DROP COLUMN last_used_at;
      ALTER TABLE callers DROP COLUMN trust, DROP COLUMN write_id`);
  }
}

const CALLERS = `
  ALTER TABLE callers ADD COLUMN trust jsonb NOT NULL DEFAULT '{}', ADD COLUMN write_id bigint,
    ADD CONSTRAINT callers_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)`;

const KEYS = `
  ALTER TABLE caller_keys ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN prefix text, ADD COLUMN roles jsonb, ADD COLUMN expires_at timestamptz,
    ADD COLUMN last_used_at timestamptz, ADD CONSTRAINT caller_keys_id_key UNIQUE (id);
  ALTER TABLE caller_keys ALTER COLUMN id DROP DEFAULT`;

const CREDENTIALS = `
  CREATE TABLE caller_credentials (
    tenant_id text COLLATE "C" NOT NULL,
    issuer text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    caller_id uuid NOT NULL,
    position integer NOT NULL,
    CONSTRAINT caller_credentials_pk PRIMARY KEY (tenant_id, issuer, subject),
    CONSTRAINT caller_credentials_caller_fk FOREIGN KEY (tenant_id, caller_id)
      REFERENCES callers (tenant_id, id) ON DELETE CASCADE
  );
  CREATE INDEX caller_credentials_caller_idx ON caller_credentials (tenant_id, caller_id)`;

const ISSUERS = `
  CREATE TABLE issuers (
    tenant_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    issuer text COLLATE "C" NOT NULL,
    document jsonb NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT issuers_pk PRIMARY KEY (tenant_id, id),
    CONSTRAINT issuers_issuer_key UNIQUE (tenant_id, issuer),
    CONSTRAINT issuers_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT issuers_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  )`;

// Of a token that may be used once the hash of its jti, until it would have expired anyway.
const USED_TOKENS = `
  CREATE TABLE used_tokens (
    tenant_id text COLLATE "C" NOT NULL,
    hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT used_tokens_pk PRIMARY KEY (tenant_id, hash)
  );
  CREATE INDEX used_tokens_expires_idx ON used_tokens (expires_at)`;
