import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bundles that are evaluated beside the active one, the gate before an activation, and who has asked for one. */
export class Shadow1764850000000 implements MigrationInterface {
  readonly name = 'Shadow1764850000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [SHADOWS, GATES, REQUESTS]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bundle_requests, bundle_gates, bundle_shadows');
    await runner.query(`
      UPDATE bundles b SET state = CASE WHEN EXISTS (
        SELECT FROM bundle_activations a WHERE a.tenant_id = b.tenant_id AND a.bundle_id = b.id)
        THEN 'superseded' ELSE 'received' END
      WHERE state = 'shadow'`);
  }
}

// The last run of each bundle. A run is one candidate against one active bundle: what was found against another is
// not counted in. baseline is null while the starter policy is active.
const SHADOWS = `
  CREATE TABLE bundle_shadows (
    tenant_id text COLLATE "C" NOT NULL,
    bundle_id uuid NOT NULL,
    run uuid NOT NULL,
    baseline uuid,
    sample_rate double precision NOT NULL,
    started_by text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    stopped_at timestamptz,
    halted text,
    dropped bigint NOT NULL DEFAULT 0,
    report jsonb NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT bundle_shadows_pk PRIMARY KEY (tenant_id, bundle_id),
    CONSTRAINT bundle_shadows_run_key UNIQUE (run),
    CONSTRAINT bundle_shadows_bundle_fk FOREIGN KEY (tenant_id, bundle_id)
      REFERENCES bundles (tenant_id, id),
    CONSTRAINT bundle_shadows_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  );
  CREATE UNIQUE INDEX bundle_shadows_running_idx ON bundle_shadows (tenant_id) WHERE stopped_at IS NULL`;

const GATES = `
  CREATE TABLE bundle_gates (
    tenant_id text COLLATE "C" NOT NULL,
    max_newly_allowed bigint NOT NULL,
    min_decisions bigint NOT NULL,
    confirm_within_s integer NOT NULL,
    author text NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT bundle_gates_pk PRIMARY KEY (tenant_id),
    CONSTRAINT bundle_gates_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT bundle_gates_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  )`;

const REQUESTS = `
  CREATE TABLE bundle_requests (
    tenant_id text COLLATE "C" NOT NULL,
    bundle_id uuid NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    found jsonb NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT bundle_requests_pk PRIMARY KEY (tenant_id, bundle_id),
    CONSTRAINT bundle_requests_bundle_fk FOREIGN KEY (tenant_id, bundle_id)
      REFERENCES bundles (tenant_id, id),
    CONSTRAINT bundle_requests_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  )`;
