import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, identities, resources, grants, callers and the feed of changes. */
export class Foundation1764000000000 implements MigrationInterface {
  readonly name = 'Foundation1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      TENANTS,
      IDENTITIES,
      OWNERS,
      RESOURCES,
      GRANTS,
      CALLERS,
      KEYS,
      CHANGES,
    ]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE changes, caller_keys, callers, grants, resources, identity_owners, identities, tenants`);
  }
}

const TENANTS = `
  CREATE TABLE tenants (
    id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tenants_pk PRIMARY KEY (id)
  );
  INSERT INTO tenants (id) VALUES ('default')`;

// Grants refer to uid, not to id: an id that is created again after deletion is another identity.
const IDENTITIES = `
  CREATE TABLE identities (
    uid bigint GENERATED ALWAYS AS IDENTITY,
    tenant_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    display_name text,
    attributes jsonb NOT NULL,
    status text NOT NULL,
    ceiling jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    revision bigint NOT NULL,
    CONSTRAINT identities_pk PRIMARY KEY (uid),
    CONSTRAINT identities_tenant_uid_key UNIQUE (tenant_id, uid),
    CONSTRAINT identities_id_key UNIQUE (tenant_id, kind, id),
    CONSTRAINT identities_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT identities_kind_check CHECK (kind IN ('user', 'service', 'agent')),
    CONSTRAINT identities_status_check CHECK (status IN ('active', 'suspended', 'retired'))
  )`;

const OWNERS = `
  CREATE TABLE identity_owners (
    tenant_id text COLLATE "C" NOT NULL,
    identity_uid bigint NOT NULL,
    position integer NOT NULL,
    owner_uid bigint NOT NULL,
    CONSTRAINT identity_owners_pk PRIMARY KEY (identity_uid, position),
    CONSTRAINT identity_owners_identity_fk FOREIGN KEY (tenant_id, identity_uid)
      REFERENCES identities (tenant_id, uid) ON DELETE CASCADE,
    CONSTRAINT identity_owners_owner_fk FOREIGN KEY (tenant_id, owner_uid)
      REFERENCES identities (tenant_id, uid)
  );
  CREATE INDEX identity_owners_owner_idx ON identity_owners (tenant_id, owner_uid)`;

const RESOURCES = `
  CREATE TABLE resources (
    uid bigint GENERATED ALWAYS AS IDENTITY,
    tenant_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    attributes jsonb NOT NULL,
    parent_uid bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    revision bigint NOT NULL,
    CONSTRAINT resources_pk PRIMARY KEY (uid),
    CONSTRAINT resources_tenant_uid_key UNIQUE (tenant_id, uid),
    CONSTRAINT resources_id_key UNIQUE (tenant_id, type, id),
    CONSTRAINT resources_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT resources_parent_fk FOREIGN KEY (tenant_id, parent_uid)
      REFERENCES resources (tenant_id, uid)
  );
  CREATE INDEX resources_parent_idx ON resources (tenant_id, parent_uid)`;

// Grants are immutable but for their revocation, so root and path (root first, itself last) are kept with each.
const GRANTS = `
  CREATE TABLE grants (
    id uuid NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    grantor_uid bigint NOT NULL,
    grantee_uid bigint NOT NULL,
    root_grantor_uid bigint NOT NULL,
    parent_id uuid,
    path uuid[] NOT NULL,
    actions jsonb NOT NULL,
    resources jsonb NOT NULL,
    constraints jsonb NOT NULL,
    purpose text,
    not_before timestamptz,
    expires_at timestamptz,
    max_depth integer NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    created_revision bigint NOT NULL,
    revoked_at timestamptz,
    revoked_by text,
    revoked_reason text,
    revoked_revision bigint,
    CONSTRAINT grants_pk PRIMARY KEY (id),
    CONSTRAINT grants_tenant_id_key UNIQUE (tenant_id, id),
    CONSTRAINT grants_grantor_fk FOREIGN KEY (tenant_id, grantor_uid)
      REFERENCES identities (tenant_id, uid),
    CONSTRAINT grants_grantee_fk FOREIGN KEY (tenant_id, grantee_uid)
      REFERENCES identities (tenant_id, uid),
    CONSTRAINT grants_root_grantor_fk FOREIGN KEY (tenant_id, root_grantor_uid)
      REFERENCES identities (tenant_id, uid),
    CONSTRAINT grants_parent_fk FOREIGN KEY (tenant_id, parent_id) REFERENCES grants (tenant_id, id),
    CONSTRAINT grants_max_depth_check CHECK (max_depth >= 0),
    CONSTRAINT grants_revoked_check CHECK ((revoked_at IS NULL) = (revoked_revision IS NULL))
  );
  CREATE INDEX grants_parties_idx ON grants (tenant_id, grantee_uid, root_grantor_uid);
  CREATE INDEX grants_grantor_idx ON grants (tenant_id, grantor_uid);
  CREATE INDEX grants_root_grantor_idx ON grants (tenant_id, root_grantor_uid);
  CREATE INDEX grants_parent_idx ON grants (tenant_id, parent_id)`;

const CALLERS = `
  CREATE TABLE callers (
    id uuid NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    name text NOT NULL,
    roles jsonb NOT NULL,
    bootstrap boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CONSTRAINT callers_pk PRIMARY KEY (id),
    CONSTRAINT callers_tenant_id_key UNIQUE (tenant_id, id),
    CONSTRAINT callers_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)
  );
  CREATE UNIQUE INDEX callers_bootstrap_idx ON callers (bootstrap) WHERE bootstrap`;

const KEYS = `
  CREATE TABLE caller_keys (
    hash bytea NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    caller_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CONSTRAINT caller_keys_pk PRIMARY KEY (hash),
    CONSTRAINT caller_keys_caller_fk FOREIGN KEY (tenant_id, caller_id)
      REFERENCES callers (tenant_id, id)
  );
  CREATE INDEX caller_keys_caller_idx ON caller_keys (tenant_id, caller_id)`;

const CHANGES = `
  CREATE TABLE changes (
    tenant_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    position integer NOT NULL,
    entity text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    operation text NOT NULL,
    author text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    document jsonb,
    CONSTRAINT changes_pk PRIMARY KEY (tenant_id, revision, position),
    CONSTRAINT changes_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)
  );
  CREATE INDEX changes_entity_idx ON changes (tenant_id, entity, key, revision)`;
