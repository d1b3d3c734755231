import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Base data of bundles, remotes that bundles are fetched from, and what each process has loaded. */
export class BundleRemotes1764900000000 implements MigrationInterface {
  readonly name = 'BundleRemotes1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [DATA, REMOTES, STATES, LOADS]) {
      await runner.query(statement);
    }
  }

  /** Bundles with base data cannot be run any more: their decisions are denied. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bundle_loads, bundle_remote_states, bundle_remotes');
    await runner.query('ALTER TABLE bundles DROP COLUMN data');
  }
}

const DATA = 'ALTER TABLE bundles ADD COLUMN data bytea';

// Of a tenant's remotes, one at most says what decides.
const REMOTES = `
  CREATE TABLE bundle_remotes (
    tenant_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    definition jsonb NOT NULL,
    activates boolean NOT NULL,
    credential bytea,
    webhook_secret bytea,
    write_id bigint NOT NULL,
    CONSTRAINT bundle_remotes_pk PRIMARY KEY (tenant_id, name),
    CONSTRAINT bundle_remotes_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT bundle_remotes_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  );
  CREATE UNIQUE INDEX bundle_remotes_activates_idx ON bundle_remotes (tenant_id) WHERE activates`;

// Beside the remotes, since fetches are no admin writes.
const STATES = `
  CREATE TABLE bundle_remote_states (
    tenant_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_by uuid,
    claimed_until timestamptz,
    version text,
    bundle_id uuid,
    refused_version text,
    attempted_at timestamptz,
    succeeded_at timestamptz,
    confirmed_at timestamptz,
    failures integer NOT NULL DEFAULT 0,
    error jsonb,
    CONSTRAINT bundle_remote_states_pk PRIMARY KEY (tenant_id, name),
    CONSTRAINT bundle_remote_states_remote_fk FOREIGN KEY (tenant_id, name)
      REFERENCES bundle_remotes (tenant_id, name) ON DELETE CASCADE
  );
  CREATE INDEX bundle_remote_states_next_idx ON bundle_remote_states (next_at)`;

// What a process says, not what is stored of tenants: nothing refers to it, and what is old is forgotten.
const LOADS = `
  CREATE TABLE bundle_loads (
    process_id uuid NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    policy_digest text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT bundle_loads_pk PRIMARY KEY (process_id, tenant_id)
  );
  CREATE INDEX bundle_loads_seen_idx ON bundle_loads (seen_at)`;
