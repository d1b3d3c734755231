import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policy bundles that tenants push, which of them was active when, and the freeze of pushes. */
export class Bundles1764700000000 implements MigrationInterface {
  readonly name = 'Bundles1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [BUNDLES, ACTIVATIONS, FREEZES]) {
      await runner.query(statement);
    }
  }

  /** Tenants are decided for by the starter policy again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bundle_freezes, bundle_activations, bundles');
  }
}

// A rejected bundle has no write, no archive and no module: it never was part of what decides.
const BUNDLES = `
  CREATE TABLE bundles (
    uid bigint GENERATED ALWAYS AS IDENTITY,
    id uuid NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    bundle_revision text NOT NULL,
    digest text COLLATE "C" NOT NULL,
    policy_digest text COLLATE "C",
    state text NOT NULL,
    archive bytea,
    module bytea,
    module_sha256 text COLLATE "C",
    manifest jsonb,
    opa_version text,
    signature jsonb,
    report jsonb NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    write_id bigint,
    CONSTRAINT bundles_pk PRIMARY KEY (uid),
    CONSTRAINT bundles_id_key UNIQUE (tenant_id, id),
    CONSTRAINT bundles_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT bundles_write_fk FOREIGN KEY (write_id) REFERENCES writes (id),
    CONSTRAINT bundles_state_check
      CHECK (state IN ('received', 'rejected', 'shadow', 'active', 'superseded')),
    CONSTRAINT bundles_whole_check CHECK (state = 'rejected'
      OR num_nulls(policy_digest, archive, module, module_sha256, manifest, opa_version, write_id) = 0)
  );
  CREATE UNIQUE INDEX bundles_active_idx ON bundles (tenant_id) WHERE state = 'active';
  CREATE UNIQUE INDEX bundles_digest_idx ON bundles (tenant_id, digest) WHERE state <> 'rejected'`;

// One row for each write that switched: what was active at a revision is the last one up to it.
const ACTIVATIONS = `
  CREATE TABLE bundle_activations (
    write_id bigint NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    bundle_id uuid NOT NULL,
    CONSTRAINT bundle_activations_pk PRIMARY KEY (write_id),
    CONSTRAINT bundle_activations_write_fk FOREIGN KEY (write_id) REFERENCES writes (id),
    CONSTRAINT bundle_activations_bundle_fk FOREIGN KEY (tenant_id, bundle_id)
      REFERENCES bundles (tenant_id, id)
  );
  CREATE INDEX bundle_activations_tenant_idx ON bundle_activations (tenant_id)`;

const FREEZES = `
  CREATE TABLE bundle_freezes (
    tenant_id text COLLATE "C" NOT NULL,
    reason text NOT NULL,
    author text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    write_id bigint NOT NULL,
    CONSTRAINT bundle_freezes_pk PRIMARY KEY (tenant_id),
    CONSTRAINT bundle_freezes_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT bundle_freezes_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  )`;
